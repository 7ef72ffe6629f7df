import Templates

/// A form as a table of twelve columns: what the template prints.
struct FormSheet {
  let kind: FormKind
  let title: String
  let office: String
  /// Left and right above the table.
  let left, right: String
  let rows: [Row]
  /// Below the table.
  let notes: [String]

  /// One row; its cells' spans add up to twelve.
  struct Row {
    var size = Size.plain
    let cells: [Cell]
  }

  /// How much room a row takes.
  enum Size: String {
    case plain
    /// Room for an opinion written by hand.
    case opinion
    case small
  }

  /// One cell: a heading, or lines, boxes to tick, notes, and a signature.
  struct Cell {
    var span: Int
    var head = ""
    var lines: [String] = []
    var choices: [Choice] = []
    var notes: [String] = []
    var sign = ""
  }

  /// Boxes, with those ticked that hold.
  struct Choice {
    let name: String
    let options: [(word: String, isTicked: Bool)]
  }

  static func head(_ text: String, _ span: Int = 2) -> Cell { Cell(span: span, head: text) }

  static func text(_ text: String?, _ span: Int) -> Cell {
    Cell(span: span, lines: (text ?? "").split(separator: "\n").map(String.init))
  }

  /// Boxes of which one is ticked, or none.
  static func choice(_ name: String, _ words: [String], ticked: [String]) -> Choice {
    Choice(name: name, options: words.map { ($0, ticked.contains($0)) })
  }

  // MARK: - Printing

  private static let option = Schema("option", [.text("mark"), .text("word")])
  private static let choice = Schema("choice", [.text("name"), .list("options", option)])
  private static let cell = Schema(
    "cell",
    [
      .text("span"), .text("head"), .texts("lines"), .list("choices", choice), .texts("notes"), .text("sign"),
    ])
  private static let row = Schema("row", [.text("size"), .list("cells", cell)])
  private static let page = Schema(
    "form",
    [
      .text("kind"), .text("title"), .text("office"), .text("left"), .text("right"), .list("rows", row),
      .texts("notes"),
    ])

  /// The page in HTML.
  ///
  /// - Throws: `TemplateErrors` if the built-in template is not of this program.
  func html() throws(TemplateErrors) -> [UInt8] {
    let template = try TemplateSet(["form.mustache": PackageResources.form_mustache])
      .compile("form.mustache", schema: FormSheet.page)
    return template.render(
      Scope(
        FormSheet.page,
        [
          "kind": .text(kind.rawValue), "title": .text(title), "office": .text(office), "left": .text(left),
          "right": .text(right), "rows": .list(rows.map(FormSheet.scope)), "notes": FormSheet.texts(notes),
        ]))
  }

  private static func texts(_ texts: [String]) -> Value { .values(texts.map { .text($0) }) }

  private static func scope(_ value: Row) -> Scope {
    Scope(row, ["size": .text(value.size.rawValue), "cells": .list(value.cells.map(scope))])
  }

  private static func scope(_ value: Cell) -> Scope {
    Scope(
      cell,
      [
        "span": .text("\(value.span)"), "head": .text(value.head), "lines": texts(value.lines),
        "choices": .list(
          value.choices.map { shown in
            Scope(
              choice,
              [
                "name": .text(shown.name),
                "options": .list(
                  shown.options.map {
                    Scope(option, ["mark": .text($0.isTicked ? "☑" : "☐"), "word": .text($0.word)])
                  }),
              ])
          }),
        "notes": texts(value.notes), "sign": .text(value.sign),
      ])
  }
}
