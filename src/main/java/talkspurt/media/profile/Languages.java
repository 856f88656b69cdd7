package talkspurt.media.profile;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import talkspurt.language.LanguagePack;
import talkspurt.language.PackReader;

/**
 * Which languages a profile speaks beside its own.
 *
 * @param spoken tags of all of them, its own first
 * @param switches whether a call goes on in another of them once its caller speaks that
 * @param other the profile in a language; one that it does not speak itself is told of as such
 */
public record Languages(
    List<String> spoken, boolean switches, Function<String, Optional<Profile>> other) {

  public Languages {
    spoken = List.copyOf(spoken);
  }

  /** Its own alone. Calls in others have what is shipped of them. */
  public static Languages only(String own) {
    return new Languages(List.of(own), false, tag -> Optional.empty());
  }

  /** Whether there are others beside its own. */
  public boolean several() {
    return spoken.size() > 1;
  }

  /** The one of them that a tag means: {@code fr} for {@code fr-CA}, where that is not among them itself. */
  public Optional<String> meant(String tag) {
    return spoken.stream()
        .filter(tag::equalsIgnoreCase)
        .findFirst()
        .or(() -> spoken.stream()
            .filter(one -> PackReader.base(one).equals(PackReader.base(tag)))
            .findFirst());
  }

  /** A profile in a language of which nothing was said: with the engine's own words of it. */
  Profile of(Profile own, String tag) {
    return other.apply(tag).orElseGet(() -> own.speaking(LanguagePack.shipped(tag)));
  }
}
