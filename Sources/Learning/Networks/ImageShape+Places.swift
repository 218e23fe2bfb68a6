public import Compute
public import Datasets

extension ImageShape {
  /// Rows of features laid out plane by plane, [rows, features], as images for a network: row-major elements of
  /// [rows, height, width, channels]. O(elements).
  public func images(of features: Matrix) -> [Float] {
    precondition(features.columns == count, "rows of \(features.columns) features as images of \(count) numbers")
    let places = height * width
    var images = [Float](repeating: 0, count: features.elements.count)
    for row in 0..<features.rows {
      for channel in 0..<channels {
        let plane = row * count + channel * places
        for place in 0..<places { images[row * count + place * channels + channel] = features.elements[plane + place] }
      }
    }
    return images
  }
}
