package talkspurt.media.profile;

import java.util.Map;

/**
 * All profiles there are, at one time.
 *
 * @param byName every profile under its name
 * @param standardName the name of the one for calls that ask for none
 */
public record Profiles(Map<String, Profile> byName, String standardName) implements ProfileSource {

  public Profiles {
    byName = Map.copyOf(byName);
    if (!byName.containsKey(standardName)) {
      throw new IllegalArgumentException(
          "default-profile is " + standardName + "; allowed: " + byName.keySet());
    }
  }

  @Override
  public Profile standard() {
    return byName.get(standardName);
  }

  /** The profile of that name; the standard one if it is there no more since the call was taken. */
  public Profile get(String name) {
    return byName.getOrDefault(name, standard());
  }

  @Override
  public Profile get(String name, String version) {
    return get(name);
  }

  @Override
  public Lease lease(String name, String version) {
    Profile profile = get(name);
    return new Lease() {
      @Override
      public Profile profile() {
        return profile;
      }

      @Override
      public void release() {
        // these profiles are there for good
      }
    };
  }
}
