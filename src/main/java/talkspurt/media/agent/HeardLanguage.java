package talkspurt.media.agent;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import talkspurt.call.CallPlan;
import talkspurt.language.PackReader;
import talkspurt.media.profile.Profile;

/** Which language the caller speaks, by a whole turn in it. Not thread-safe. */
final class HeardLanguage {

  private final Set<String> inTurn = new HashSet<>();

  /** Something of the turn was in this language; empty: in one that nobody told. */
  void heard(String tag) {
    inTurn.add(tag);
  }

  /**
   * The turn is over, and another begins.
   *
   * @return the language in which the call is to go on, where that is another one: one that the profile speaks and all of
   *     the turn was in, once a call, unless somebody has asked for a language while it runs
   */
  Optional<String> turnOver(Profile profile, CallPlan plan) {
    Set<String> all = Set.copyOf(inTurn);
    inTurn.clear();
    boolean settled = !plan.spoken().isEmpty() || plan.session().language().isPresent();
    if (all.size() != 1 || settled || !profile.languages().switches()) {
      return Optional.empty();
    }
    String tag = all.iterator().next();
    return Optional.of(tag)
        .filter(spoken -> !spoken.isEmpty()
            && !PackReader.base(spoken).equals(PackReader.base(profile.language())))
        .flatMap(profile.languages()::meant);
  }
}
