package talkspurt.access;

import java.util.List;
import java.util.Optional;

/**
 * The tokens that are known; several at once, so that one can be replaced while it is in use.
 *
 * @param all none: the API asks for none
 */
public record ApiTokens(List<ApiToken> all) {

  public ApiTokens {
    all = List.copyOf(all);
  }

  /** Whether the API asks for one. */
  public boolean wanted() {
    return !all.isEmpty();
  }

  /** The one that was shown; takes as long for each wrong one. */
  public Optional<ApiToken> find(String shown) {
    byte[] digest = ApiToken.digest(shown);
    ApiToken found = null;
    for (ApiToken token : all) {
      found = token.is(digest) ? token : found;
    }
    return Optional.ofNullable(found);
  }
}
