import Compute

extension Pooling {
  /// One window over each whole image.
  init(whole images: Tensor) {
    precondition(images.shape.count == 4, "pooling of images \(images.shape)")
    self.init(height: images.shape[1], width: images.shape[2], stride: 1)
  }
}
