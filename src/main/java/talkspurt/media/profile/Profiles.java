package talkspurt.media.profile;

import java.util.Map;

/**
 * All profiles there are.
 *
 * @param byName every profile under its name
 * @param standardName the name of the one for calls that ask for none
 */
public record Profiles(Map<String, Profile> byName, String standardName) {

  public Profiles {
    byName = Map.copyOf(byName);
    if (!byName.containsKey(standardName)) {
      throw new IllegalArgumentException(
          "default-profile is " + standardName + "; allowed: " + byName.keySet());
    }
  }

  /** The profile for calls that ask for none. */
  public Profile standard() {
    return byName.get(standardName);
  }

  /** The profile of that name; the standard one if it is there no more since the call was taken. */
  public Profile get(String name) {
    return byName.getOrDefault(name, standard());
  }
}
