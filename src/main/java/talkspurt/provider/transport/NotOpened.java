package talkspurt.provider.transport;

import java.time.Duration;
import talkspurt.provider.ProviderFailure;

/**
 * A connection that did not come about.
 *
 * @param failure why
 * @param retryAfter how long the peer asks us to stay away; zero when it did not say
 */
public record NotOpened(ProviderFailure failure, Duration retryAfter) {}
