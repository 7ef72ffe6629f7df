// swift-tools-version: 6.1
import PackageDescription

// One target a room, a room a stage; a room imports only rooms listed before it.
let package = Package(
  name: "gongkai",
  defaultLocalization: "zh-Hans",
  products: [.executable(name: "gongkai", targets: ["gongkai"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CCmarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    .target(name: "Values", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    .target(name: "Diagnostics", dependencies: ["Values"]),
    .target(name: "CSyscalls"),
    .target(name: "CArena"),
    .target(name: "Files", dependencies: ["Values", "CSyscalls"]),
    .target(name: "XML", dependencies: ["Values", "CLibXML2"]),
    .target(name: "Markup", dependencies: ["CCmarkGFM", "CArena", "XML"]),
    .target(name: "Templates", dependencies: ["Values"]),
    .target(name: "Search", dependencies: ["CArena"], exclude: ["Search.md"]),
    .target(name: "Zip", dependencies: ["CLibZip"]),
    .target(name: "Documents", dependencies: ["Zip", "XML"]),
    .target(name: "Catalogue", dependencies: ["Values", "Diagnostics"]),
    .target(
      name: "Records",
      dependencies: ["Values", "Diagnostics", "Files", "XML", "Catalogue", "Yams"],
      resources: [.embedInCode("Schemas/公文.xsd")]),
    .target(name: "Inspection", dependencies: ["Values", "CZlib", "Zip", "XML"]),
    .target(name: "Conversion", dependencies: ["XML", "Inspection"]),
    .target(
      name: "Screening",
      dependencies: ["Values", "Diagnostics", "Markup", "Catalogue", "Records", "Inspection", "Conversion"]),
    .target(
      name: "Review",
      dependencies: [
        "Values", "Diagnostics", "Files", "Markup", "Catalogue", "Records", "Inspection", "Conversion", "Screening",
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Publishing",
      dependencies: [
        "Values", "Diagnostics", "Files", "Markup", "Templates", "Search", "Documents", "Catalogue", "Records",
        "Screening",
        "Review",
      ],
      resources: [.embedInCode("Exports/Schemas/catalogue.xsd")]),
    .target(
      name: "Preview",
      dependencies: [
        "Values",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .target(
      name: "Forms", dependencies: ["Values", "Catalogue", "Records", "Screening", "Review", "Templates"],
      resources: [.embedInCode("Templates/form.mustache")]),
    .target(name: "Oversight", dependencies: ["Values", "Catalogue", "Records", "Review"]),
    .target(
      name: "Console",
      dependencies: [
        "Values", "Diagnostics", "Files", "Markup", "Templates", "Catalogue", "Records", "Screening", "Review",
        "Publishing", "Preview", "Oversight",
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "gongkai",
      dependencies: [
        "Values", "Diagnostics", "Files", "Catalogue", "Records", "Screening", "Review", "Publishing", "Preview",
        "Oversight", "Forms", "Templates", "Console", "CSyscalls",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(
      name: "Support",
      dependencies: ["Values", "Diagnostics", "Files", "Zip", "Catalogue", "Records", "Review", "Publishing"],
      path: "Tests/Support"),
    .testTarget(name: "ValuesTests", dependencies: ["Values"]),
    .testTarget(name: "FilesTests", dependencies: ["Files"]),
    .testTarget(name: "XMLTests", dependencies: ["XML"], exclude: ["Fixtures"]),
    .testTarget(name: "MarkupTests", dependencies: ["Markup", "XML", "CCmarkGFM"], exclude: ["Fixtures"]),
    .testTarget(name: "SearchTests", dependencies: ["Search"]),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Zip", "CLibZip", "XML"], exclude: ["Fixtures"]),
    .testTarget(name: "PreviewTests", dependencies: ["Preview"]),
    .testTarget(name: "CatalogueTests", dependencies: ["Catalogue"]),
    .testTarget(
      name: "InspectionTests", dependencies: ["Inspection", "Zip", "XML"], exclude: ["Fixtures", "Expected"]),
    .testTarget(
      name: "ConversionTests", dependencies: ["Conversion", "Documents", "Inspection", "Markup", "Zip", "XML"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ScreeningTests", dependencies: ["Screening", "Inspection", "Zip"], exclude: ["Fixtures"]),
    .testTarget(name: "FormsTests", dependencies: ["Forms", "Support", "Review", "XML"], exclude: ["Golden"]),
    .testTarget(
      name: "OversightTests",
      dependencies: ["Oversight", "Support", "Values", "Diagnostics", "Catalogue", "Records", "Review"],
      exclude: ["Golden"]),
    .testTarget(
      name: "ConsoleTests",
      dependencies: ["Console", "Support", "Values", "Records", "Review", "Files", "Publishing", "Templates"]),
    .testTarget(name: "TemplatesTests", dependencies: ["Templates", "Values"], exclude: ["Fixtures"]),
    .testTarget(
      name: "RecordsTests", dependencies: ["Records", "Catalogue", "Files", "Diagnostics", "Values", "XML"],
      exclude: ["Fixtures"]),
    .testTarget(name: "CommandTests", dependencies: ["gongkai", "Support", "Values"]),
    .testTarget(
      name: "PublishingTests",
      dependencies: ["Publishing", "Support", "Values", "Catalogue", "Records", "Review", "XML", "Zip"],
      exclude: ["Golden", "Fixtures"]),
    .testTarget(
      name: "ReviewTests", dependencies: ["Review", "Support", .product(name: "GRDB", package: "GRDB.swift")]),
  ],
  swiftLanguageModes: [.v6]
)

// Only .ci/fuzz builds this one: it needs libFuzzer.
if Context.environment["GONGKAI_FUZZ"] != nil {
  package.products.append(.executable(name: "Fuzz", targets: ["Fuzz"]))
  package.targets.append(
    .executableTarget(
      name: "Fuzz",
      dependencies: ["Catalogue", "Conversion", "Inspection", "Markup", "Records", "Review", "Screening", "Values"],
      path: "Tests/Fuzz", exclude: ["Crashers"],
      // libFuzzer brings its own main.
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}
