package talkspurt.control;

import java.time.Instant;

/**
 * An experiment that there are calls of.
 *
 * @param name its name
 * @param profile whose calls
 * @param firstCallAt when the first of them became known
 * @param lastCallAt when the last of them did
 * @param calls how many there are, whatever became of them
 */
public record ExperimentSummary(
    String name, String profile, Instant firstCallAt, Instant lastCallAt, long calls) {}
