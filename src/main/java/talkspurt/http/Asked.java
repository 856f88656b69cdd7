package talkspurt.http;

import akka.http.javadsl.model.HttpRequest;
import java.util.Optional;
import java.util.Set;
import talkspurt.access.ApiToken;
import talkspurt.access.Role;

/**
 * A request that may be answered.
 *
 * @param id what its path has in place of {@code {id}}, or empty
 * @param token of who asks; none where the API asks for none
 */
record Asked(HttpRequest request, String id, Optional<ApiToken> token) {

  /** Whether it may be about calls of this profile. */
  boolean mayUse(String profile) {
    return token.map(one -> one.mayUse(profile)).orElse(true);
  }

  /** Whether whoever asks may do what a role may. */
  boolean may(Role role) {
    return token.map(one -> one.may(role)).orElse(true);
  }

  /**
   * The profile whose calls it is about, of whom a token for some profiles may ask for one.
   *
   * @param wanted as it was asked; empty: any
   * @throws ProblemFound where the token is for others, or for several and it is not said for which
   */
  Optional<String> profile(Optional<String> wanted) {
    Set<String> own = token.map(ApiToken::profiles).orElse(Set.of());
    if (wanted.isEmpty() && own.size() == 1) {
      return Optional.of(own.iterator().next());
    }
    if (!own.isEmpty() && wanted.filter(own::contains).isEmpty()) {
      throw Problem.of(
              ProblemKind.NOT_ALLOWED,
              "this token is for calls of some profiles; allowed: profile = one of them")
          .found();
    }
    return wanted;
  }
}
