package talkspurt.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import talkspurt.access.ApiToken;
import talkspurt.control.Admission;
import talkspurt.control.AdmissionControl;
import talkspurt.control.AdmissionMode;
import talkspurt.control.AuditAction;

/** Where it is asked whether new calls are taken, and asked for something else. */
public final class AdmissionRoutes {

  private static final List<String> FIELDS = List.of("mode", "live");
  private static final String FINISH = "finish";

  private final AdmissionControl admission;

  private AdmissionRoutes(AdmissionControl admission) {
    this.admission = admission;
  }

  /** The routes. */
  public static List<Endpoint> create(AdmissionControl admission, HttpSettings settings) {
    AdmissionRoutes routes = new AdmissionRoutes(admission);
    Handling handling = new Handling(settings);
    return List.of(
        Endpoint.get("/api/admission", Access.READ, handling.bare(asked -> routes.tell())),
        Endpoint.post("/api/admission", Access.ADMIN, handling.withBody(routes::set))
            .audited(AuditAction.SET_ADMISSION));
  }

  private CompletionStage<HttpResponse> tell() {
    return CompletableFuture.completedStage(answer(admission.current()));
  }

  private CompletionStage<HttpResponse> set(Asked asked, RequestBody body) {
    JsonNode json = body.json("");
    json.fieldNames().forEachRemaining(name -> {
      if (!FIELDS.contains(name)) {
        throw Checked.bad(name, name, String.join(", ", FIELDS));
      }
    });
    String label = text(json, "mode").orElse("");
    AdmissionMode mode =
        AdmissionMode.of(label).orElseThrow(() -> Checked.bad("mode", label, labels()));
    String live = text(json, "live").orElse(FINISH);
    boolean toPeople = live.equals(AdmissionMode.PEOPLE.label());
    if (!toPeople && !live.equals(FINISH)) {
      throw Checked.bad("live", live, FINISH + ", " + AdmissionMode.PEOPLE.label());
    }
    if (toPeople && mode == AdmissionMode.OPEN) {
      throw Checked.bad("live", live, FINISH + " as long as new calls are taken");
    }
    String by = asked.token().map(ApiToken::name).orElse("");
    return admission.set(mode, by, toPeople).thenApply(this::answer);
  }

  private static Optional<String> text(JsonNode json, String field) {
    return json.has(field)
        ? Optional.of(StartBody.string(field, json.get(field)))
        : Optional.empty();
  }

  private static String labels() {
    return Arrays.stream(AdmissionMode.values())
        .map(AdmissionMode::label)
        .collect(Collectors.joining(", "));
  }

  private HttpResponse answer(Admission last) {
    boolean set = last.revision() > 0;
    return Json.ok(new View(
        admission.mode().label(),
        admission.bySettings(),
        set ? Optional.of(last.at().toString()) : Optional.empty(),
        Optional.of(last.by()).filter(by -> !by.isEmpty())));
  }

  /** What becomes of new calls, whether the settings say so, and who asked for it when. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record View(String mode, boolean bySettings, Optional<String> since, Optional<String> by) {}
}
