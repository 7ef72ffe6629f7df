/// The script and the stylesheet the preview serves below `-/`.
enum PreviewAssets {
  /// Reloads a page when its draft is no longer the latest.
  ///
  /// A browser opens only about six connections to one address, so a tab listens only while it is seen; on coming
  /// back it is told the latest mark at once and reloads if it has an older one.
  static let script = """
    "use strict";
    (() => {
      const script = document.currentScript;
      const shown = script.dataset.draft;
      const address = new URL("events", script.src);
      let events = null;
      let later = 0;
      const stop = () => {
        clearTimeout(later);
        if (events) events.close();
        events = null;
      };
      const listen = () => {
        if (events || document.hidden) return;
        events = new EventSource(address);
        events.onmessage = (event) => {
          if (event.data === shown) return;
          stop();
          location.reload();
        };
        // The browser retries a lost connection by itself, but not one that was answered with an error.
        events.onerror = () => {
          if (!events || events.readyState !== EventSource.CLOSED) return;
          stop();
          later = setTimeout(listen, 2000);
        };
      };
      document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
      addEventListener("pagehide", stop);
      addEventListener("pageshow", listen);
      listen();
    })();

    """

  /// Styles the preview's own elements; its colours are those of the site's mark of a draft.
  static let stylesheet = """
    .draft-mark { margin: 0; padding: .4rem 1.25rem; background: #a8191f; color: #fff; text-align: center; }
    .draft-problems { margin: 0; padding: .4rem 1.25rem; background: #fff3c4; color: #1b1e24; text-align: center; }
    .draft-problems a { color: inherit; }
    .draft-page { margin: 0; font: 100%/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
    .draft-page main { max-width: 48rem; margin: 0 auto; padding: 1rem 1.25rem 3rem; overflow-wrap: anywhere; }
    .draft-page h1 { font-size: 1.5rem; }
    .draft-list { padding: 0; list-style: none; }
    .draft-list li { margin: 0 0 1rem; padding: .5rem 1rem; border-left: .25rem solid #b58900; }
    .draft-list .draft-error { border-color: #a8191f; }
    .draft-list p { margin: 0; }

    """
}
