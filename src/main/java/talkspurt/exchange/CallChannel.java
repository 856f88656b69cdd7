package talkspurt.exchange;

/**
 * A caller's channel on one of the hosts.
 *
 * @param host by which the settings know it
 * @param name Asterisk's, such as {@code PJSIP/trunk-00000012}
 */
public record CallChannel(String host, String name) {}
