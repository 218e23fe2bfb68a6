public let chartRecipes: [any ChartRecipe.Type] = []
