package talkspurt.media.profile;

import talkspurt.collect.ConsentTerms;

/**
 * How callers of a profile are told that the call is recorded, and asked whether they agree.
 *
 * @param terms how they say yes or no
 * @param say what they hear
 * @param again what they hear when they are asked again
 */
public record ConsentPolicy(ConsentTerms terms, String say, String again) {}
