extension Double {
  /// As people write it: a whole number without a point, any other as short as it reads back.
  public var asWritten: String { self == rounded() && magnitude < 0x1p53 ? "\(Int(self))" : "\(self)" }
}
