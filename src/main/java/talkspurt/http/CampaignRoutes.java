package talkspurt.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import talkspurt.access.ApiToken;
import talkspurt.control.AuditAction;
import talkspurt.control.Campaign;
import talkspurt.control.OutboundCalls.Batch;
import talkspurt.outbound.Outbound;

/** Calls that are asked for together, by CSV: begun, told of, paused and exported. */
public final class CampaignRoutes {

  private static final String PATH = "/api/campaigns";
  private static final String ONE = PATH + "/{id}";
  private static final int MAX_BODY_BYTES = 1024 * 1024;
  private static final int MAX_ATTEMPTS = 50;
  private static final String SKIP = "skip";
  private static final List<String> FIELDS =
      List.of("profile", "from", "to", "attempts", "consent", "faulty", "paused");
  private static final List<String> COLUMNS = List.of(
      "id",
      "number",
      "state",
      "outcome",
      "refusedBy",
      "heldBy",
      "dueAt",
      "attempts",
      "lastOutcome",
      "lastCause",
      "lastCallId",
      "consent",
      "variables",
      "createdAt",
      "changedAt");

  private final OutboundDirectory outbound;
  private final Supplier<ProfileDirectory> profiles;

  private CampaignRoutes(OutboundDirectory outbound, Supplier<ProfileDirectory> profiles) {
    this.outbound = outbound;
    this.profiles = profiles;
  }

  /**
   * The routes.
   *
   * @param profiles those in force
   */
  public static List<Endpoint> create(
      OutboundDirectory outbound, Supplier<ProfileDirectory> profiles, HttpSettings settings) {
    CampaignRoutes routes = new CampaignRoutes(outbound, profiles);
    Handling handling = new Handling(settings);
    Handling lists = new Handling(settings.withBody(MAX_BODY_BYTES));
    return List.of(
        Endpoint.get(PATH, Access.READ, handling.bare(routes::all)),
        Endpoint.get(ONE, Access.READ, handling.bare(routes::tell)),
        Endpoint.post(ONE, Access.OPERATE, lists.withBody(routes::add))
            .audited(AuditAction.MAKE_CALLS),
        Endpoint.post(
                ONE + "/pause", Access.OPERATE, handling.bare(asked -> routes.pause(asked, true)))
            .audited(AuditAction.MAKE_CALLS),
        Endpoint.post(
                ONE + "/resume", Access.OPERATE, handling.bare(asked -> routes.pause(asked, false)))
            .audited(AuditAction.MAKE_CALLS),
        Endpoint.get(ONE + "/export", Access.READ, handling.bare(routes::export))
            .audited(AuditAction.READ_OUTBOUND));
  }

  /**
   * A campaign.
   *
   * @param calls how many are in which state
   */
  record View(
      String name,
      String profile,
      boolean paused,
      Optional<String> by,
      Instant createdAt,
      Map<String, Long> calls) {

    static View of(Campaign one) {
      return new View(
          one.name(),
          one.profile(),
          one.paused(),
          Optional.of(one.by()).filter(by -> !by.isEmpty()),
          one.createdAt(),
          one.counts());
    }
  }

  /** Campaigns. */
  record All(List<View> campaigns) {}

  /**
   * What became of lines.
   *
   * @param refused how many of those taken the rules never allow
   * @param known how many were left out, since the campaign has their number
   * @param full how many were left out, since as many calls wait as may
   * @param faulty those that cannot be taken
   */
  record Taken(
      View campaign,
      int taken,
      int refused,
      int known,
      int full,
      @JsonInclude List<CampaignBody.Faulty> faulty) {}

  /** A problem document that lists faulty lines. */
  record FaultyLines(
      String type, String title, int status, String detail, List<CampaignBody.Faulty> faulty) {}

  private static String name(Asked asked) {
    String name = asked.id();
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
      throw Checked.bad("name", name, "1 to 64 letters, digits and _ . -");
    }
    return name;
  }

  private CompletionStage<HttpResponse> all(Asked asked) {
    QueryParameters given =
        new QueryParameters(asked.request().getUri().query(), List.of("profile"), "this list");
    return outbound
        .campaigns(given.profile(asked))
        .thenApply(all -> Json.ok(new All(all.stream().map(View::of).toList())));
  }

  private CompletionStage<HttpResponse> tell(Asked asked) {
    return known(asked).thenApply(one -> Json.ok(View.of(one)));
  }

  /** The one that is asked about, for who may use its profile. */
  private CompletionStage<Campaign> known(Asked asked) {
    return outbound
        .campaign(name(asked))
        .thenApply(one -> one.filter(known -> asked.mayUse(known.profile()))
            .orElseThrow(
                () -> Problem.of(ProblemKind.UNKNOWN_CAMPAIGN, "there is no campaign of this name")
                    .found()));
  }

  private CompletionStage<HttpResponse> pause(Asked asked, boolean paused) {
    return known(asked)
        .thenCompose(one -> outbound.pause(one.name(), paused))
        .thenApply(one -> Json.ok(View.of(one.orElseThrow())));
  }

  private CompletionStage<HttpResponse> export(Asked asked) {
    return known(asked)
        .thenApply(one -> Exported.csv(
            Csv.line(COLUMNS), outbound.ofCampaign(one.name()).map(CampaignRoutes::line)));
  }

  private static String line(Outbound one) {
    OutboundView view = OutboundView.of(one);
    Optional<OutboundView.Attempt> last = view.attempts().isEmpty()
        ? Optional.empty()
        : Optional.of(view.attempts().get(view.attempts().size() - 1));
    return Csv.line(Arrays.asList(
        view.id(),
        view.number(),
        view.state(),
        view.outcome().orElse(""),
        view.refusedBy().orElse(""),
        view.heldBy().orElse(""),
        view.dueAt().map(Instant::toString).orElse(""),
        view.attempts().size(),
        last.map(OutboundView.Attempt::outcome).orElse(""),
        last.flatMap(OutboundView.Attempt::cause).map(OutboundView.Cause::text).orElse(""),
        last.map(OutboundView.Attempt::callId).orElse(""),
        view.consent().orElse(""),
        view.variables(),
        view.createdAt().toString(),
        view.changedAt().toString()));
  }

  private CompletionStage<HttpResponse> add(Asked asked, RequestBody body) {
    OutboundRoutes.able(outbound);
    if (!body.type().equals(MediaTypes.TEXT_CSV)) {
      throw Problem.of(
              ProblemKind.UNSUPPORTED_TYPE, "the body is " + body.type() + "; allowed: text/csv")
          .found();
    }
    QueryParameters given =
        new QueryParameters(asked.request().getUri().query(), FIELDS, "a campaign");
    String name = name(asked);
    String profile = given
        .text("profile")
        .orElseThrow(() ->
            Problem.badField("profile", "is missing; allowed: a profile's name").found());
    OutboundRoutes.mayUse(asked, profile, profiles.get());
    boolean skips = given.value("faulty", CampaignRoutes::skips).orElse(false);
    CampaignBody read = CampaignBody.read(
        body.text(),
        new CampaignBody.ForAll(
            name,
            profile,
            OutboundBody.terms(outbound, profile),
            CampaignBody.window(given.span(), outbound.now()),
            given.number("attempts", outbound.attempts(), 1, MAX_ATTEMPTS),
            given.value("consent", Checked::text)),
        outbound);
    if (!skips && !read.faulty().isEmpty()) {
      return CompletableFuture.completedFuture(faulty(read));
    }
    Campaign begun = new Campaign(
        name,
        profile,
        given.value("paused", Checked::flag).orElse(false),
        asked.token().map(ApiToken::name).orElse(""),
        outbound.now(),
        Map.of());
    return outbound
        .campaign(name)
        .thenCompose(before -> {
          before.filter(one -> !one.profile().equals(profile)).ifPresent(other -> {
            throw Problem.badField("profile", "is not that of the campaign of this name")
                .found();
          });
          return outbound.addAll(begun, read.orders());
        })
        .thenApply(batch ->
            Json.answer(StatusCodes.CREATED, ContentTypes.APPLICATION_JSON, taken(batch, read)));
  }

  private static boolean skips(String field, String text) {
    if (!text.equals(SKIP) && !text.equals("refuse")) {
      throw Checked.bad(field, text, "refuse, skip");
    }
    return text.equals(SKIP);
  }

  private static Taken taken(Batch batch, CampaignBody read) {
    return new Taken(
        View.of(batch.campaign()),
        batch.taken(),
        batch.refused(),
        batch.known(),
        batch.full(),
        read.faulty());
  }

  private static HttpResponse faulty(CampaignBody read) {
    ProblemKind kind = ProblemKind.FAULTY_LINES;
    return Json.answer(
        StatusCodes.get(kind.status()),
        Problems.PROBLEM_JSON,
        new FaultyLines(
            "urn:talkspurt:problem:" + kind.slug(),
            kind.title(),
            kind.status(),
            read.faulty().size()
                + " lines cannot be taken, and nothing was; allowed: faulty=skip to"
                + " take the others",
            read.faulty()));
  }
}
