package talkspurt.media.profile;

import java.util.Optional;
import talkspurt.call.OpeningHours;

/**
 * When those are there for whom a profile answers.
 *
 * @param open their hours
 * @param closed the name of the profile that answers calls of other times; empty: the same
 */
public record ProfileHours(OpeningHours open, Optional<String> closed) {}
