package talkspurt.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import talkspurt.call.CallPlan;
import talkspurt.call.Direction;
import talkspurt.call.EarlierCalls;

/** What the dialplan told of a call, in full: this is the operator's door. */
record PlanView(
    String callerId,
    String dnid,
    String lext,
    String channel,
    String profile,
    Optional<String> profileVersion,
    Optional<VariantView> variant,
    String lang,
    Optional<List<String>> langLacks,
    Optional<String> spokenLang,
    SortedMap<String, String> variables,
    boolean announced,
    Optional<String> direction,
    Optional<Earlier> earlierCalls) {

  /** What was known of earlier calls of the same number; absent where nobody asked. */
  record Earlier(int count, Optional<Instant> lastAt, Optional<String> lastOutcome) {

    static Optional<Earlier> of(EarlierCalls earlier) {
      return Optional.of(earlier)
          .filter(EarlierCalls::known)
          .map(known -> new Earlier(
              known.count(),
              known.lastAt(),
              Optional.of(known.lastOutcome()).filter(words -> !words.isEmpty())));
    }
  }

  /** Said of outbound calls alone. */
  static Optional<String> direction(Direction direction) {
    return Optional.of(direction).filter(Direction.OUTBOUND::equals).map(Direction::label);
  }

  static PlanView of(CallPlan plan) {
    return new PlanView(
        plan.callerId().number(),
        plan.dnid().number(),
        plan.lext(),
        plan.channel(),
        plan.profile(),
        Optional.of(plan.version()).filter(version -> !version.isEmpty()),
        VariantView.of(plan.variant()),
        plan.language(),
        Optional.of(plan.lacks()).filter(lacks -> !lacks.isEmpty()),
        Optional.of(plan.spoken()).filter(language -> !language.isEmpty()),
        new TreeMap<>(plan.variables()),
        plan.announced(),
        direction(plan.direction()),
        Earlier.of(plan.earlier()));
  }
}
