package talkspurt.boot.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import talkspurt.media.profile.Profile;

/**
 * What profiles have in another language than a call, by the name of the profile and the call's language.
 *
 * @param profiles by their names
 */
record LanguageLacks(Map<String, Profile> profiles)
    implements BiFunction<String, String, List<String>> {

  LanguageLacks {
    profiles = Map.copyOf(profiles);
  }

  @Override
  public List<String> apply(String profile, String language) {
    return profiles.get(profile).in(language).missing();
  }

  /** It follows from the profiles' versions: that of another reading of the same settings is the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LanguageLacks lacks && versions().equals(lacks.versions());
  }

  @Override
  public int hashCode() {
    return versions().hashCode();
  }

  private Map<String, String> versions() {
    Map<String, String> all = new HashMap<>();
    profiles.forEach((name, profile) -> all.put(name, profile.version()));
    return all;
  }
}
