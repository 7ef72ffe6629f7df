import Templates

/// The pages of the console, each with its template and the fields it is checked against.
enum ConsolePage: String, CaseIterable, Sendable {
  case signin, invite, password, message, queue, bulk, item, changed, records, form, publish, log, oversight, accounts
  case audit

  var file: String { "\(rawValue).mustache" }

  var schema: Schema {
    switch self {
    case .signin: SignInPages.signInSchema
    case .invite: SignInPages.inviteSchema
    case .password: SignInPages.passwordSchema
    case .message: Layout.messageSchema
    case .queue: QueuePages.schema
    case .bulk: QueuePages.bulkSchema
    case .item: ItemSchemas.item
    case .changed: ItemSchemas.changed
    case .records: RecordsPages.schema
    case .form: FormPages.schema
    case .publish: PublishPages.schema
    case .log: LogPages.schema
    case .oversight: OversightPages.schema
    case .accounts: AccountPages.schema
    case .audit: AuditPages.schema
    }
  }
}
