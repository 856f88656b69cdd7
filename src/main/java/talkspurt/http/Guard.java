package talkspurt.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.pattern.Patterns;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.access.AccessSettings;
import talkspurt.access.ApiToken;
import talkspurt.access.FailedAttempts;
import talkspurt.access.Role;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;

/**
 * Decides before anything is answered: whether the request was meant for us, whether a page of somebody else's
 * sends it, and whether whoever asks may. Thread-safe.
 */
public final class Guard {

  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final int MAX_LINES_A_MINUTE = 10;
  private static final int MAX_ADDRESSES = 10_000;
  private static final Duration SLOWED_BY = Duration.ofSeconds(1);
  private static final int MAX_WAITING = 32;
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  private final ActorSystem<?> system;
  private final AccessSettings access;
  private final HostNames hosts;
  private final NanoClock clock;
  private final FailedAttempts failures = new FailedAttempts(MAX_ADDRESSES);
  private final AtomicInteger waiting = new AtomicInteger();
  private final LimitedLog limit;

  private Guard(ActorSystem<?> system, AccessSettings access, NanoClock clock) {
    this.system = system;
    this.access = access;
    this.hosts = new HostNames(access.hosts());
    this.clock = clock;
    this.limit = new LimitedLog(clock, MAX_LINES_A_MINUTE);
  }

  /** A guard of these rules. */
  public static Guard create(ActorSystem<?> system, AccessSettings access, NanoClock clock) {
    return new Guard(system, access, clock);
  }

  /**
   * Whether a request may be answered.
   *
   * @return the token of who asks, none where none is needed; a {@link ProblemFound} where not
   */
  CompletionStage<Optional<ApiToken>> admit(HttpRequest request, Endpoint endpoint) {
    header(request, "Host").ifPresent(host -> checkHost(host, request));
    if (endpoint.access() != Access.PAGES) {
      checkBrowser(request, endpoint);
    }
    if (endpoint.access() == Access.LINES) {
      checkNetwork(request);
    }
    Optional<Role> role = endpoint.access().role();
    return role.isEmpty() || !access.tokens().wanted()
        ? CompletableFuture.completedStage(Optional.empty())
        : tokenFor(request, role.get());
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }

  // ---- meant for us

  /** A name that leads here, and is not ours, is how a page gets at servers of its reader's network. */
  private void checkHost(String host, HttpRequest request) {
    if (!hosts.ours(host)) {
      throw refused(
          request,
          "asked under a host name that is not in talkspurt.access.hosts",
          ProblemKind.HOST_UNKNOWN,
          "this server does not answer to that host name; allowed: an address, a name without a dot, or one of"
              + " talkspurt.access.hosts");
    }
  }

  // ---- browsers

  private void checkBrowser(HttpRequest request, Endpoint endpoint) {
    Optional<String> origin = header(request, "Origin");
    String site = header(request, "Sec-Fetch-Site").orElse("none");
    boolean foreign = origin.filter(from -> !ours(from, request)).isPresent()
        || origin.isEmpty() && !site.equals("none") && !site.equals("same-origin");
    boolean changesByGet =
        endpoint.access() == Access.CALL_START && request.method().equals(HttpMethods.GET);
    if (foreign || changesByGet && (origin.isPresent() || fromBrowser(request))) {
      throw refused(
          request,
          "asked from a web page of another origin",
          ProblemKind.ORIGIN_NOT_ALLOWED,
          changesByGet
              ? "this is for dialplans, and not for browsers"
              : "pages of other servers may not use this API; allowed: those of"
                  + " talkspurt.access.origins");
    }
  }

  private boolean ours(String origin, HttpRequest request) {
    String host = header(request, "Host").orElse("");
    return access.origins().contains(origin)
        || origin.equalsIgnoreCase("http://" + host)
        || origin.equalsIgnoreCase("https://" + host);
  }

  private static boolean fromBrowser(HttpRequest request) {
    for (HttpHeader header : request.getHeaders()) {
      if (header.lowercaseName().startsWith("sec-fetch-")) {
        return true;
      }
    }
    return false;
  }

  // ---- lines

  private void checkNetwork(HttpRequest request) {
    if (!access.lines().contain(address(request))) {
      throw refused(
          request,
          "is in no network of talkspurt.access.line-networks: line refused",
          ProblemKind.NOT_ALLOWED,
          "lines may not come from your address");
    }
  }

  static InetAddress address(HttpRequest request) {
    return request
        .getAttribute(AttributeKeys.remoteAddress)
        .flatMap(address -> address.getAddress())
        .orElse(InetAddress.getLoopbackAddress());
  }

  // ---- tokens

  private CompletionStage<Optional<ApiToken>> tokenFor(HttpRequest request, Role role) {
    Optional<ApiToken> token = shown(request).flatMap(access.tokens()::find);
    if (token.isEmpty()) {
      return unknown(request);
    }
    if (!token.get().may(role)) {
      throw refused(
          request,
          "asked by token " + token.get().name() + " for what needs " + role.label(),
          ProblemKind.NOT_ALLOWED,
          "this needs a token with role " + role.label() + " or one that covers it");
    }
    return CompletableFuture.completedStage(token);
  }

  /** A password, as {@code CURLOPT(userpwd)} sends it, is a token, too. */
  private static Optional<String> shown(HttpRequest request) {
    String authorization = header(request, "Authorization").orElse("");
    String scheme = authorization.toLowerCase(Locale.ROOT);
    if (scheme.startsWith(BEARER)) {
      return Optional.of(authorization.substring(BEARER.length()).strip());
    }
    return scheme.startsWith(BASIC)
        ? password(authorization.substring(BASIC.length()).strip())
        : Optional.empty();
  }

  private static Optional<String> password(String base64) {
    try {
      String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private CompletionStage<Optional<ApiToken>> unknown(HttpRequest request) {
    boolean tooMany = failures.failed(address(request), clock.nanoTime());
    ProblemFound refused = refused(
        request,
        "asked without a known token",
        tooMany ? ProblemKind.TOO_MANY_ATTEMPTS : ProblemKind.TOKEN_NEEDED,
        tooMany
            ? "too many wrong tokens; try again later"
            : "this needs a token: Authorization: Bearer TOKEN, or the token as a password");
    if (tooMany) {
      return slowed(refused);
    }
    throw refused;
  }

  /** Some wait; of more, who would wait too would take the places of others. */
  private CompletionStage<Optional<ApiToken>> slowed(ProblemFound refused) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      throw refused;
    }
    return Patterns.after(SLOWED_BY, system, () -> {
      waiting.decrementAndGet();
      return CompletableFuture.failedStage(refused);
    });
  }

  /** Tells the log, so many times a minute and without what was sent: the problem itself is not logged again. */
  private ProblemFound refused(HttpRequest request, String what, ProblemKind kind, String detail) {
    limit.log(
        kind.slug(),
        more ->
            LOG.warn("request refused: {} {}{}", address(request).getHostAddress(), what, more));
    return Problem.of(kind, detail).foundAndLogged();
  }
}
