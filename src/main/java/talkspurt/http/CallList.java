package talkspurt.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import talkspurt.control.CallLogEntry;
import talkspurt.control.CallPage;

/**
 * Calls, newest first.
 *
 * @param nextCursor where the next page begins; there while there are more calls
 */
record CallList(List<Call> calls, Optional<String> nextCursor) {

  /** One call in a list. */
  record Call(
      String callId,
      String state,
      String callerId,
      String dnid,
      String profile,
      Optional<String> profileVersion,
      Optional<VariantView> variant,
      Optional<String> language,
      Instant registeredAt,
      Optional<Instant> answeredAt,
      Optional<Instant> endedAt,
      Optional<String> endReason,
      boolean failed,
      int failures,
      Optional<CostView> cost,
      Optional<String> disposition,
      Optional<String> consent,
      Optional<String> direction) {

    static Call of(CallLogEntry entry, String currency) {
      return new Call(
          entry.callId(),
          WireName.of(entry.state()),
          entry.callerId(),
          entry.dnid(),
          entry.profile(),
          Optional.of(entry.version()).filter(version -> !version.isEmpty()),
          VariantView.of(entry.variant()),
          Optional.of(entry.language()).filter(language -> !language.isEmpty()),
          entry.registeredAt(),
          entry.answeredAt(),
          entry.endedAt(),
          entry.endReason().map(WireName::of),
          entry.failed(),
          entry.failures(),
          CostView.of(currency, entry.cost()),
          Optional.of(entry.disposition()).filter(known -> !known.isEmpty()),
          Optional.of(entry.consent()).filter(answer -> !answer.isEmpty()),
          PlanView.direction(entry.direction()));
    }
  }

  static CallList of(CallPage page, String currency) {
    return new CallList(
        page.calls().stream().map(call -> Call.of(call, currency)).toList(),
        page.next().map(Cursor::text));
  }
}
