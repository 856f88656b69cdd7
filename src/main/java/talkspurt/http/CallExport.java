package talkspurt.http;

import akka.NotUsed;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.control.CallFilter;
import talkspurt.control.CallLogEntry;
import talkspurt.control.CallPage;

/**
 * All calls of a filter, newest first, as many as there are and a page in memory at a time. Calls that come meanwhile
 * are not among them.
 */
final class CallExport {

  private static final List<String> COLUMNS = List.of(
      "callId",
      "state",
      "callerId",
      "dnid",
      "profile",
      "profileVersion",
      "experiment",
      "variant",
      "variantForced",
      "language",
      "registeredAt",
      "answeredAt",
      "endedAt",
      "endReason",
      "failed",
      "failures",
      "bargeIns",
      "answers",
      "answerMs",
      "cost",
      "currency",
      "disposition",
      "consent",
      "direction");

  private final CallService.Listing listing;
  private final String currency;

  CallExport(CallService.Listing listing, String currency) {
    this.listing = listing;
    this.currency = currency;
  }

  /** Fails where the first page does, before an answer is begun. */
  CompletionStage<HttpResponse> lines(CallFilter filter) {
    return begun(filter)
        .thenApply(calls -> Exported.lines(calls.map(call -> CallList.Call.of(call, currency))));
  }

  CompletionStage<HttpResponse> csv(CallFilter filter) {
    return begun(filter).thenApply(calls -> Exported.csv(Csv.line(COLUMNS), calls.map(this::line)));
  }

  private CompletionStage<Source<CallLogEntry, NotUsed>> begun(CallFilter filter) {
    CallFilter pages = filter.atMost(CallFilter.MAX_LIMIT);
    return listing
        .page(pages)
        .thenApply(first ->
            Source.from(first.calls()).concat(Source.lazySource(() -> behind(pages, first))));
  }

  private Source<CallLogEntry, NotUsed> behind(CallFilter pages, CallPage first) {
    return Source.unfoldAsync(
            first.next(),
            place -> place.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : listing
                    .page(pages.after(place.get()))
                    .thenApply(page -> Optional.of(Pair.create(page.next(), page.calls()))))
        .mapConcat(calls -> calls);
  }

  private String line(CallLogEntry call) {
    return Csv.line(Arrays.asList(
        call.callId(),
        WireName.of(call.state()),
        call.callerId(),
        call.dnid(),
        call.profile(),
        call.version(),
        call.variant().experiment(),
        call.variant().name(),
        call.variant().forced(),
        call.language(),
        call.registeredAt().toString(),
        text(call.answeredAt()),
        text(call.endedAt()),
        call.endReason().map(WireName::of).orElse(""),
        call.failed(),
        call.failures(),
        call.bargeIns(),
        call.answers().count(),
        call.answers().ms(),
        CostView.of(currency, call.cost()).map(CostView::amount).orElse(null),
        currency,
        call.disposition(),
        call.consent(),
        call.direction().label()));
  }

  private static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("");
  }
}
