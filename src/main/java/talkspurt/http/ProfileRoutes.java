package talkspurt.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.access.ApiToken;
import talkspurt.control.AuditAction;
import talkspurt.control.ProfileVersion;
import talkspurt.text.OutsideText;

/** What can be known of profiles, and where they are read again. */
public final class ProfileRoutes {

  private static final int LARGEST_TEXT_BYTES = 256 * 1024;
  private static final int MOST_VERSIONS = 100;
  private static final int STANDARD_VERSIONS = 20;
  private static final int LONGEST_VALUE = 2000;

  private final ProfileDesk profiles;

  private ProfileRoutes(ProfileDesk profiles) {
    this.profiles = profiles;
  }

  /** The routes. */
  public static List<Endpoint> create(ProfileDesk profiles, HttpSettings settings) {
    ProfileRoutes routes = new ProfileRoutes(profiles);
    Handling handling = new Handling(settings);
    Handling texts = new Handling(settings.withBody(LARGEST_TEXT_BYTES));
    return List.of(
        Endpoint.get("/api/profiles", Access.READ, handling.bare(routes::list)),
        Endpoint.post("/api/profiles/reload", Access.ADMIN, handling.bare(routes::reload))
            .audited(AuditAction.RELOAD_PROFILES),
        Endpoint.get("/api/profiles/{id}", Access.READ, handling.bare(routes::tell)),
        Endpoint.get("/api/profiles/{id}/versions", Access.READ, handling.bare(routes::versions)),
        Endpoint.post("/api/profiles/{id}/check", Access.ADMIN, texts.withBody(routes::check)));
  }

  private CompletionStage<HttpResponse> list(Asked asked) {
    List<Brief> all = profiles.all().stream()
        .filter(one -> asked.mayUse(one.name()))
        .map(one -> new Brief(one.name(), one.version(), one.standard(), one.since()))
        .toList();
    return CompletableFuture.completedStage(Json.ok(Map.of("profiles", all)));
  }

  private CompletionStage<HttpResponse> tell(Asked asked) {
    ProfileDesk.InForce one = known(asked);
    return CompletableFuture.completedStage(Json.ok(new Whole(
        one.name(), one.version(), one.standard(), one.since(), new TreeMap<>(one.settings()))));
  }

  private CompletionStage<HttpResponse> reload(Asked asked) {
    return profiles.reload(asked.token().map(ApiToken::name).orElse("")).thenApply(Json::ok);
  }

  private CompletionStage<HttpResponse> check(Asked asked, RequestBody body) {
    allowed(asked);
    return profiles
        .check(asked.id(), body.text())
        .thenApply(faults -> Json.ok(new Checks(faults.isEmpty(), faults)));
  }

  /** Versions of a profile that is there no more are told, too. */
  private CompletionStage<HttpResponse> versions(Asked asked) {
    allowed(asked);
    int most = limit(asked);
    return profiles.versions(asked.id(), most).thenApply(versions -> {
      if (versions.isEmpty()) {
        known(asked);
      }
      return Json.ok(
          Map.of("versions", versions.stream().map(ProfileRoutes::view).toList()));
    });
  }

  private static int limit(Asked asked) {
    String text = asked.request().getUri().query().get("limit").orElse("");
    if (text.isEmpty()) {
      return STANDARD_VERSIONS;
    }
    if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > MOST_VERSIONS) {
      throw Checked.bad("limit", text, "1 to " + MOST_VERSIONS);
    }
    return Integer.parseInt(text);
  }

  private static void allowed(Asked asked) {
    if (!asked.mayUse(asked.id())) {
      throw Problem.of(ProblemKind.NOT_ALLOWED, "this token is not for profile " + asked.id())
          .found();
    }
  }

  private ProfileDesk.InForce known(Asked asked) {
    allowed(asked);
    return profiles
        .profile(asked.id())
        .orElseThrow(
            () -> Problem.of(ProblemKind.UNKNOWN_PROFILE, "there is no profile " + asked.id())
                .found());
  }

  private static Version view(ProfileVersion version) {
    return new Version(
        version.version(),
        version.at(),
        version.changes().stream()
            .map(change -> new Change(change.key(), cut(change.before()), cut(change.after())))
            .toList());
  }

  private static Optional<String> cut(Optional<String> value) {
    return value.map(text -> OutsideText.shortened(text, LONGEST_VALUE));
  }

  /** A profile in the list. */
  record Brief(String name, String version, boolean standard, Instant since) {}

  /** The same with all that shapes its calls. */
  record Whole(
      String name,
      String version,
      boolean standard,
      Instant since,
      Map<String, ProfileDesk.Value> settings) {}

  /** What is wrong with settings that were sent; nothing where they are fine. */
  record Checks(boolean fine, List<String> faults) {}

  /** A version that came into force. */
  record Version(String version, Instant inForceAt, List<Change> changes) {}

  /** A key that differs from the version before; one that was not there, or is not any more, has one value. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Change(String key, Optional<String> before, Optional<String> after) {}
}
