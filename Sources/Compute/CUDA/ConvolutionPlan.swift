/// What cuDNN is asked for one convolution.
struct ConvolutionPlan {
  struct Key: Hashable {}
  struct Choice {}
}
