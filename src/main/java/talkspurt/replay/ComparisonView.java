package talkspurt.replay;

import java.util.List;

/** A comparison as JSON tells it. */
record ComparisonView(
    String call,
    int part,
    int frames,
    long within,
    int of,
    double share,
    int masked,
    int speechApart,
    int framesApart,
    List<Decision> decisions) {

  /** A decision; what one side did not decide has no time there. */
  record Decision(String action, String reason, Long liveMs, Long replayedMs, Long differenceMs) {}

  static ComparisonView of(LiveComparison all) {
    return new ComparisonView(
        all.call(),
        all.part(),
        all.frames(),
        all.within(),
        all.decisions().size(),
        all.share(),
        all.masked(),
        all.speechApart(),
        all.framesApart(),
        all.decisions().stream().map(ComparisonView::decision).toList());
  }

  private static Decision decision(LiveComparison.Pair pair) {
    LiveComparison.Taken known = pair.live() == null ? pair.replayed() : pair.live();
    return new Decision(
        known.action(),
        known.reason(),
        pair.live() == null ? null : pair.live().heardMs(),
        pair.replayed() == null ? null : pair.replayed().heardMs(),
        pair.differenceMs());
  }
}
