enum DataInterfaces {
  static func all(_ model: SiteModel) -> [(name: String, path: String, format: String, description: String)] { [] }
}
