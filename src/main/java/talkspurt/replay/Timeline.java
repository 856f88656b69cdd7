package talkspurt.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The decisions in a call, as lines of text in the order of time. */
final class Timeline {

  private record Line(double atS, String text) {}

  private final Decisions decisions;
  private final List<Line> lines = new ArrayList<>();

  private Timeline(Decisions decisions) {
    this.decisions = decisions;
  }

  /** Everything that was decided, and last the {@link #figures}. */
  static String text(Decisions decisions) {
    Timeline timeline = new Timeline(decisions);
    decisions.bot().forEach(timeline::bot);
    decisions.speech().forEach(timeline::caller);
    decisions.keys().forEach(key -> timeline.add(key.atS(), "key " + key.key()));
    timeline.delays();
    decisions.jumps().forEach(at -> timeline.add(at, "echo jumped: a further path of it found"));
    decisions.echo().forEach(timeline::echo);
    String events = timeline.lines.stream()
        .sorted(Comparator.comparingDouble(Line::atS))
        .map(line -> String.format("%10s  %s%n", ClockText.hundredths(line.atS()), line.text()))
        .collect(Collectors.joining());
    return String.format(
        "%s, %s, times in m:ss%n%s%nSummary: %s%n",
        decisions.recording(),
        ClockText.hundredths(decisions.seconds()),
        events,
        String.join("; ", figures(decisions)));
  }

  /** The figures of a whole call. */
  static List<String> figures(Decisions decisions) {
    List<String> figures = new ArrayList<>();
    if (decisions.delays().isEmpty()) {
      figures.add("no echo found");
    } else {
      DelayTrack.Found first = decisions.delays().get(0);
      figures.add("echo " + first.delayMs() + " ms late, found " + sinceBot(decisions, first));
      figures.add(count(decisions.jumps().size(), "jump"));
    }
    if (decisions.overall() != null) {
      figures.add(loss(decisions.overall()));
    }
    double callerS = decisions.speech().stream().mapToDouble(Span::seconds).sum();
    String spans = count(decisions.speech().size(), "span");
    figures.add(String.format(Locale.ROOT, "caller found speaking: %s, %.1f s", spans, callerS));
    long pauses = decisions.speech().stream().filter(decisions::pausesBot).count();
    figures.add(count(pauses, "pause") + " of the bot");
    if (!decisions.keys().isEmpty()) {
      figures.add("keys "
          + decisions.keys().stream().map(Decisions.Key::key).collect(Collectors.joining()));
    }
    return figures;
  }

  private void add(double atS, String text) {
    lines.add(new Line(atS, text));
  }

  private void bot(Span turn) {
    add(turn.fromS(), "bot speaks until " + ClockText.hundredths(turn.toS()));
  }

  private void caller(Span span) {
    String speaks = String.format(
        Locale.ROOT,
        "caller found speaking until %s (%.2f s)",
        ClockText.hundredths(span.toS()),
        span.seconds());
    add(span.fromS(), decisions.pausesBot(span) ? speaks + ": the bot pauses" : speaks);
  }

  private void delays() {
    DelayTrack.Found before = null;
    for (DelayTrack.Found found : decisions.delays()) {
      add(
          found.atS(),
          before == null
              ? "echo found, " + found.delayMs() + " ms late, " + sinceBot(decisions, found)
              : "strongest echo now " + found.delayMs() + " ms late, was " + before.delayMs());
      before = found;
    }
  }

  private void echo(EchoMeasure measure) {
    add(
        measure.over().toS(),
        String.format(
            "echo since %s: %d ms late, %s",
            ClockText.hundredths(measure.over().fromS()), measure.delayMs(), loss(measure)));
  }

  private static String loss(EchoMeasure measure) {
    return String.format(
        Locale.ROOT,
        "loss (ERL) %.1f dB, removed (ERLE) %.1f dB",
        measure.erlDb(),
        measure.erleDb());
  }

  private static String sinceBot(Decisions decisions, DelayTrack.Found found) {
    return decisions
        .botAt(found.atS())
        .map(turn -> Math.round(1000 * (found.atS() - turn.fromS())) + " ms after the bot began")
        .orElse("the bot being silent");
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
