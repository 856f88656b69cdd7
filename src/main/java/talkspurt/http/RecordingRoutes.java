package talkspurt.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.onSuccess;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.UniversalEntity;
import akka.http.javadsl.model.headers.AcceptRanges;
import akka.http.javadsl.model.headers.ContentRange;
import akka.http.javadsl.model.headers.RangeUnits;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.StreamConverters;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.Recording;
import talkspurt.call.Recording.Wish;
import talkspurt.call.RecordingPart;
import talkspurt.call.Refusal;
import talkspurt.call.SessionChange;
import talkspurt.control.AuditAction;
import talkspurt.control.CallStory;
import talkspurt.trace.TraceText;

/** How the recording of a call is steered while the call runs, and heard. */
public final class RecordingRoutes {

  private static final ContentType LINES =
      ContentTypes.create(MediaTypes.customBinary("application", "x-ndjson", true));

  /** Where the part's number stands between the slashes of a path. */
  private static final int PART = 5;

  private static final String ACTION = "action";
  private static final String ALLOWED = "start, pause, resume, stop";

  private final CallService desk;
  private final Supplier<ProfileDirectory> profiles;
  private final RecordedFiles files;

  private RecordingRoutes(
      CallService desk, Supplier<ProfileDirectory> profiles, RecordedFiles files) {
    this.desk = desk;
    this.profiles = profiles;
    this.files = files;
  }

  /**
   * The routes.
   *
   * @param profiles those in force
   * @param files of recordings, wherever they are
   */
  public static List<Endpoint> create(
      CallService desk,
      Supplier<ProfileDirectory> profiles,
      RecordedFiles files,
      HttpSettings settings) {
    RecordingRoutes routes = new RecordingRoutes(desk, profiles, files);
    Handling handling = new Handling(settings);
    return List.of(
        Endpoint.get("/api/calls/{id}/recording", Access.READ, handling.bare(routes::tell)),
        Endpoint.post("/api/calls/{id}/recording", Access.OPERATE, handling.withBody(routes::steer))
            .audited(AuditAction.CHANGE_CALL),
        Endpoint.get("/api/calls/{id}/recording/{part}", Access.LISTEN, routes::sound)
            .audited(AuditAction.LISTEN),
        Endpoint.get("/api/calls/{id}/recording/{part}/trace", Access.LISTEN, routes::trace)
            .audited(AuditAction.LISTEN));
  }

  private CompletionStage<HttpResponse> tell(Asked asked) {
    return desk.story(asked)
        .thenApply(story -> Json.ok(RecordingView.of(story, RecordingView.label(state(story)))));
  }

  // ---- steering

  private CompletionStage<HttpResponse> steer(Asked asked, RequestBody body) {
    UUID callId = Checked.callId("id", asked.id());
    String action = action(body.json(""));
    return desk.story(asked).thenCompose(story -> {
      rules(story).flatMap(MidCallRules::toRecord).ifPresent(why -> {
        throw new Problem(ProblemKind.NOT_POSSIBLE, why.why(), Optional.of(why.field())).found();
      });
      Wish wish = wish(story, action);
      return desk.asking()
          .ask(callId, new CallRequest.ChangeSession(SessionChange.of(Recording.wished(wish))))
          .thenApply(Granted::done)
          .thenApply(done -> Json.ok(Map.of("state", RecordingView.label(wish))));
    });
  }

  private static String action(JsonNode body) {
    body.properties().forEach(field -> {
      if (!field.getKey().equals(ACTION)) {
        throw Checked.bad(field.getKey(), field.getKey(), ACTION);
      }
    });
    String action = body.has(ACTION) ? StartBody.string(ACTION, body.get(ACTION)) : "";
    if (!List.of(ALLOWED.split(", ")).contains(action)) {
      throw Checked.bad(ACTION, action, ALLOWED);
    }
    return action;
  }

  private Wish wish(CallStory story, String action) {
    if (story.state().ended()) {
      throw Problem.of(Refusal.CALL_ENDED).found();
    }
    Wish state = state(story);
    return switch (action) {
      case "start" -> started(story, state);
      case "stop" -> Wish.OFF;
      case "pause" ->
        unless(state == Wish.OFF, Wish.PAUSED, "the call is not being recorded; start it");
      case "resume" ->
        unless(state == Wish.OFF, Wish.ON, "the call's recording is not paused; start it");
      default -> throw new AssertionError(action);
    };
  }

  /** One that is paused stays so: whoever paused it had a reason. */
  private static Wish started(CallStory story, Wish state) {
    if (story.state().file().plan().consent().filter(told -> !told.given()).isPresent()) {
      throw refused("the caller does not agree to be recorded");
    }
    if (recording(story).nextPart() > Recording.MAX_PARTS) {
      throw refused("the call has " + Recording.MAX_PARTS + " parts, and gets no more");
    }
    return unless(state == Wish.PAUSED, Wish.ON, "the call's recording is paused; resume it");
  }

  private static Wish unless(boolean not, Wish wish, String why) {
    if (not) {
      throw refused(why);
    }
    return wish;
  }

  private static ProblemFound refused(String why) {
    return new Problem(ProblemKind.NOT_NOW, why, Optional.of(ACTION)).found();
  }

  /** What was asked for last, or else what the profile wants: whether it has begun is told by the parts. */
  private Wish state(CallStory story) {
    if (story.state().ended()) {
      return Wish.OFF;
    }
    boolean begun = recording(story).parts().stream().anyMatch(RecordingPart::open);
    return recording(story).wish().orElse(begun ? Wish.ON : byItself(story) ? Wish.ON : Wish.OFF);
  }

  private boolean byItself(CallStory story) {
    return rules(story).map(MidCallRules::recordsByItself).orElse(false);
  }

  private static Recording recording(CallStory story) {
    return story.state().file().plan().session().recording();
  }

  /** None where the profile of the call is not known here any more. */
  private Optional<MidCallRules> rules(CallStory story) {
    CallPlan plan = story.state().file().plan();
    return Optional.ofNullable(profiles.get().rules().get(plan.profile()))
        .map(rules -> rules.of(plan.variant()));
  }

  // ---- hearing

  private Route sound(Asked asked) {
    return onSuccess(
        desk.story(asked).thenCompose(story -> {
          RecordingPart part = part(story, asked);
          return file(part, part.file());
        }),
        file -> complete(answer(asked.request(), file)));
  }

  /** As text, however it is kept. */
  private Route trace(Asked asked) {
    return onSuccess(
        desk.story(asked).thenCompose(story -> {
          RecordingPart part = part(story, asked);
          if (part.trace().isEmpty()) {
            throw Problem.of(ProblemKind.UNKNOWN_RECORDING, "the part has no trace")
                .found();
          }
          return file(part, part.trace());
        }),
        file -> complete(HttpResponse.create()
            .withEntity(HttpEntities.create(LINES, text(file.file().content().bytes())))));
  }

  private static Source<ByteString, ?> text(Source<ByteString, ?> stored) {
    return Source.fromMaterializer((materializer, attributes) -> {
      InputStream in = stored.runWith(StreamConverters.asInputStream(), materializer);
      return StreamConverters.fromInputStream(() -> TraceText.of(in));
    });
  }

  /** What is there of a file of a part, by its name. */
  private CompletionStage<Readable> file(RecordingPart part, String name) {
    return files.find(part.node(), name).thenApply(found -> {
      if (found instanceof RecordedFiles.Found.File file) {
        return new Readable(type(name), file);
      } else if (found instanceof RecordedFiles.Found.Missing missing) {
        throw problem(ProblemKind.UNKNOWN_RECORDING, part, missing.why());
      } else if (found instanceof RecordedFiles.Found.Unreadable not) {
        throw problem(ProblemKind.RECORDING_UNAVAILABLE, part, not.why());
      }
      throw new AssertionError(found);
    });
  }

  private record Readable(ContentType type, RecordedFiles.Found.File file) {}

  private static ProblemFound problem(ProblemKind kind, RecordingPart part, String why) {
    return Problem.of(kind, "the file of part " + part.number() + ": " + why).found();
  }

  /** As much as there is now: a file that is being written grows while it is sent. */
  private static HttpResponse answer(HttpRequest request, Readable readable) {
    OptionalLong length = readable.file().length();
    if (length.isEmpty()) {
      return HttpResponse.create()
          .withEntity(HttpEntities.createChunked(
              readable.type(), readable.file().content().bytes()));
    }
    long all = length.getAsLong();
    HttpResponse answer = HttpResponse.create().addHeader(AcceptRanges.create(RangeUnits.BYTES));
    Optional<ByteSpan> span = ByteSpan.asked(request, all);
    return span.isEmpty()
        ? answer.withEntity(entity(readable, 0, all))
        : answer
            .withStatus(StatusCodes.PARTIAL_CONTENT)
            .addHeader(ContentRange.create(
                RangeUnits.BYTES,
                akka.http.javadsl.model.ContentRange.create(
                    span.get().from(), span.get().last(), all)))
            .withEntity(entity(readable, span.get().from(), span.get().count()));
  }

  private static UniversalEntity entity(Readable readable, long from, long count) {
    return count == 0
        ? HttpEntities.EMPTY
        : HttpEntities.create(readable.type(), count, readable.file().content().bytes(from, count));
  }

  private static ContentType type(String name) {
    return name.endsWith(".wav")
        ? MediaTypes.AUDIO_WAV.toContentType()
        : ContentTypes.create(
            MediaTypes.customBinary("audio", "flac", MediaTypes.NOT_COMPRESSIBLE));
  }

  private static RecordingPart part(CallStory story, Asked asked) {
    String number = asked.request().getUri().getPathString().split("/", -1)[PART];
    return recording(story).parts().stream()
        .filter(
            part -> String.valueOf(part.number()).equals(number) && !part.file().isEmpty())
        .findFirst()
        .orElseThrow(
            () -> Problem.of(ProblemKind.UNKNOWN_RECORDING, "the call's recording has no such part")
                .found());
  }
}
