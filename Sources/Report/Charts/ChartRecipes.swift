/// Every chart that a `figure:` may name; adding one is a file beside this and a line here.
public let chartRecipes: [any ChartRecipe.Type] = [
  LinePlot.self,
  Histogram.self,
  Ridgeline.self,
  Scatter.self,
  Heatmap.self,
  Bars.self,
  ImageGallery.self,
]
