/// Every chart that a `figure:` may name; adding one is a file beside this and a line here.
public let chartRecipes: [any ChartRecipe.Type] = [
  LinePlot.self,
  ImageGallery.self,
]
