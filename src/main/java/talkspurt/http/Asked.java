package talkspurt.http;

import akka.http.javadsl.model.HttpRequest;
import java.util.Optional;
import talkspurt.access.ApiToken;

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
}
