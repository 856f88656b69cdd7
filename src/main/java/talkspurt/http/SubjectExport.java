package talkspurt.http;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.control.AuditFilter;
import talkspurt.control.CallLogEntry;
import talkspurt.control.CallStory;
import talkspurt.control.Subject;

/** All that is kept of a number as one JSON document, which is sent as it is read: one call in memory at a time. */
final class SubjectExport {

  private final CallService.Telling telling;
  private final OutcomeDirectory outcomes;
  private final HoldRoutes.Holds holds;
  private final AuditRoutes.Reading audit;
  private final OutboundDirectory outbound;
  private final String currency;

  SubjectExport(
      CallService.Telling telling,
      OutcomeDirectory outcomes,
      HoldRoutes.Holds holds,
      AuditRoutes.Reading audit,
      OutboundDirectory outbound,
      String currency) {
    this.telling = telling;
    this.outcomes = outcomes;
    this.holds = holds;
    this.audit = audit;
    this.outbound = outbound;
    this.currency = currency;
  }

  CompletionStage<HttpResponse> of(Subject subject, Source<CallLogEntry, NotUsed> calls) {
    return audit
        .hash(subject.number().number())
        .thenCompose(hash -> audit.page(AuditFilter.about(hash)))
        .thenCombine(asked(subject), (accesses, asked) -> {
          String head = "{\"number\":" + Json.text(subject.number().number()) + ",\"as\":"
              + Json.text(subject.side().name().toLowerCase(Locale.ROOT))
              + ",\"accesses\":"
              + Json.text(accesses.stream().map(AuditRoutes.View::of).toList())
              + asked + ",\"calls\":[";
          Source<String, NotUsed> text = Source.single(head)
              .concat(calls.mapAsync(1, this::one).map(Json::text).intersperse(",\n"))
              .concat(Source.single("]}\n"));
          return HttpResponse.create()
              .withEntity(HttpEntities.createChunked(
                  ContentTypes.APPLICATION_JSON, text.map(ByteString::fromString)));
        });
  }

  /** What was asked to be dialled of the number, and whether it must not be; nothing where neither is so. */
  private CompletionStage<String> asked(Subject subject) {
    if (subject.side() == Subject.Side.CALLED) {
      return CompletableFuture.completedFuture("");
    }
    return outbound
        .ofNumber(subject.number())
        .thenCombine(
            outbound.doNotCall(subject.number()),
            (calls, listed) -> (calls.isEmpty()
                    ? ""
                    : ",\"outboundCalls\":"
                        + Json.text(calls.stream().map(OutboundView::of).toList()))
                + listed
                    .map(entry -> ",\"doNotCall\":"
                        + Json.text(DoNotCallRoutes.View.of(subject.number().number(), entry)))
                    .orElse(""));
  }

  private CompletionStage<Map<String, Object>> one(CallLogEntry row) {
    UUID callId = UUID.fromString(row.callId());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("log", CallList.Call.of(row, currency));
    return telling
        .story(callId)
        .thenCompose(story -> outcomes
            .cost(callId)
            .thenCombine(outcomes.of(callId), (later, outcome) -> {
              story.ifPresent(known -> {
                all.put("call", StoryView.of(known, currency, outcome, later));
                all.put("recording", RecordingView.of(known, recording(known)));
              });
              if (story.isEmpty()) {
                outcome.ifPresent(known -> all.put("outcome", known.view()));
              }
              return callId;
            }))
        .thenCompose(holds::of)
        .thenCompose(hold -> {
          hold.ifPresent(known -> all.put("hold", HoldRoutes.View.of(known)));
          return audit.page(AuditFilter.about(row.callId()));
        })
        .thenApply(accesses -> {
          all.put("accesses", accesses.stream().map(AuditRoutes.View::of).toList());
          return all;
        });
  }

  private static String recording(CallStory story) {
    return story.state().ended() ? "off" : "on";
  }
}
