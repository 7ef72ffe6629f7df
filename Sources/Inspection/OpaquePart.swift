/// Parts of a package that are fonts, metafiles, sounds, films or signatures: nothing in them can be searched. A part is
/// taken for one only if its bytes begin as those of its kind do, and are no text.
enum OpaquePart {
  /// Whether a part is what the ending of its name says, and that is a kind in which nothing can be searched.
  ///
  /// - Parameter ending: in lower case, without its dot.
  static func fits(_ ending: String, _ bytes: [UInt8]) -> Bool {
    guard let isKind = kinds[ending], isKind(bytes) else { return false }
    return TextSniffer.refine(.unknown, bytes, name: "") == .unknown
  }

  private static let kinds: [String: @Sendable ([UInt8]) -> Bool] = [
    "ttf": isFont, "otf": isFont, "ttc": isFont, "cff": isFont, "odttf": isScrambledFont, "fntdata": isEmbeddedFont,
    "emf": isMetafile, "wmf": isMetafile, "emz": isPackedMetafile, "wmz": isPackedMetafile,
    "wdp": { $0.starts(with: [0x49, 0x49, 0xBC, 1]) }, "bmp": isBitmap, "jb2": isBilevel, "gbig2": isBilevel,
    "wav": { $0.starts(with: Array("RIFF".utf8)) && Bytes.slice($0, 8, 4) == Array("WAVE".utf8) },
    "mp3": isMP3, "mp4": isFilm, "m4a": isFilm,
    "esl": isDER, "dat": isDER, "cer": isDER, "p7b": isDER, "asn1": isDER,
    // The origin of digital signatures is empty.
    "sigs": isBlank, "psdsxs": isBlank,
  ]

  // MARK: - Fonts

  /// TrueType, OpenType, collections of them, and bare CFF.
  @Sendable private static func isFont(_ bytes: [UInt8]) -> Bool {
    [[0, 1, 0, 0], Array("true".utf8), Array("OTTO".utf8), Array("ttcf".utf8), [1, 0, 4]].contains {
      bytes.starts(with: $0)
    }
  }

  /// A font whose first 32 bytes are scrambled (ECMA-376 Part 4, 17.8.1): the entries of its directory behind them lie
  /// within the file.
  @Sendable private static func isScrambledFont(_ bytes: [UInt8]) -> Bool {
    // The third entry; the ones before are scrambled.
    let entry = 44
    guard let start = Bytes.number(bytes, entry + 8, 4, bigEndian: true),
      let count = Bytes.number(bytes, entry + 12, 4, bigEndian: true)
    else { return false }
    return start + count <= bytes.count && Bytes.slice(bytes, entry, 4).allSatisfy { (0x20..<0x7F).contains($0) }
  }

  /// Embedded OpenType, which tells its own size.
  @Sendable private static func isEmbeddedFont(_ bytes: [UInt8]) -> Bool {
    Bytes.number(bytes, 0, 4, bigEndian: false) == bytes.count && Bytes.slice(bytes, 34, 2) == Array("LP".utf8)
  }

  // MARK: - Pictures

  /// [MS-EMF] and [MS-WMF], which are often taken for each other.
  @Sendable private static func isMetafile(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [1, 0, 0, 0]), Bytes.slice(bytes, 40, 4) == Array(" EMF".utf8) { return true }
    return [[0xD7, 0xCD, 0xC6, 0x9A], [1, 0, 9, 0, 0], [2, 0, 9, 0, 0]].contains { bytes.starts(with: $0) }
  }

  @Sendable private static func isPackedMetafile(_ bytes: [UInt8]) -> Bool {
    isMetafile(Inflate.head(bytes, limit: 64))
  }

  @Sendable private static func isBitmap(_ bytes: [UInt8]) -> Bool {
    guard bytes.starts(with: Array("BM".utf8)), let header = Bytes.number(bytes, 14, 4, bigEndian: false) else {
      return false
    }
    return [12, 16, 40, 52, 56, 64, 108, 124].contains(header)
  }

  /// JBIG2, by its signature or, without one, by a first segment of number 0 or 1.
  @Sendable private static func isBilevel(_ bytes: [UInt8]) -> Bool {
    [[0x97, 0x4A, 0x42, 0x32], [0, 0, 0]].contains { bytes.starts(with: $0) }
  }

  // MARK: - Sounds and films

  /// Tags before the sound, or the first frame of layer III.
  @Sendable private static func isMP3(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: Array("ID3".utf8)) { return true }
    return bytes.count > 4 && bytes[0] == 0xFF && bytes[1] & 0xE6 == 0xE2
  }

  @Sendable private static func isFilm(_ bytes: [UInt8]) -> Bool {
    ["ftyp", "moov", "mdat", "wide", "free", "skip"].contains { Bytes.slice(bytes, 4, 4) == Array($0.utf8) }
  }

  // MARK: - Signatures

  /// A sequence in DER or BER (X.690) that is as long as the part: seals, signatures, certificates.
  @Sendable private static func isDER(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 2, bytes[0] == 0x30 else { return false }
    let form = Int(bytes[1])
    if form <= 0x80 { return form == 0x80 || form + 2 == bytes.count }
    let size = Bytes.number(bytes, 2, form & 0x7F, bigEndian: true) ?? 0
    return size + 2 + (form & 0x7F) == bytes.count
  }

  @Sendable private static func isBlank(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { $0 <= 0x20 } }
}
