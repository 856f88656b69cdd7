package talkspurt.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Who may connect.
 *
 * @param insecure whether to serve other machines although nothing says who may connect
 * @param lineNetworks where lines may come from; empty: nobody said
 * @param tokens of the API
 * @param hosts names that the API may be called by, beside addresses and names without a dot
 * @param origins pages of others that a browser may use the API from
 * @param lineTokens what lines over WebSockets have to show
 */
public record AccessSettings(
    boolean insecure,
    List<Network> lineNetworks,
    ApiTokens tokens,
    List<String> hosts,
    List<String> origins,
    LineTokenSettings lineTokens) {

  private static final Networks THIS_MACHINE = Networks.of(List.of("127.0.0.0/8", "::1"));
  private static final Networks ANYWHERE = Networks.of(List.of("0.0.0.0/0", "::/0"));

  public AccessSettings {
    lineNetworks = List.copyOf(lineNetworks);
    hosts = List.copyOf(hosts);
    origins = List.copyOf(origins);
  }

  /** The same, where whoever reaches the API may do everything. */
  public AccessSettings withoutTokens() {
    return new AccessSettings(
        insecure, lineNetworks, new ApiTokens(List.of()), hosts, origins, lineTokens);
  }

  /** Where lines may come from. */
  public Networks lines() {
    if (!lineNetworks.isEmpty()) {
      return new Networks(lineNetworks);
    }
    return insecure ? ANYWHERE : THIS_MACHINE;
  }

  /**
   * What must be set before lines may come to an address.
   *
   * @return what is wrong with the address as long as that is not set; empty when nothing is
   */
  public Optional<String> missingForLines(String host) {
    return reachable(host) && lineNetworks.isEmpty()
        ? Optional.of(
            "is '" + host + "', which other machines reach, and nothing says where lines may"
                + " come from; allowed: talkspurt.access.line-networks with your Asterisk servers, such as"
                + " [\"192.0.2.0/24\"], or talkspurt.access.insecure = true")
        : Optional.empty();
  }

  /** The same of an address that the API is at. */
  public Optional<String> missingForApi(String host) {
    return reachable(host) && !tokens.wanted()
        ? Optional.of(
            "is '" + host + "', which other machines reach, and the API asks for no token;"
                + " allowed: talkspurt.access.tokens, such as [{ name = dialplan, roles = [call-start],"
                + " token-env = TALKSPURT_TOKEN }], or talkspurt.access.insecure = true")
        : Optional.empty();
  }

  private boolean reachable(String host) {
    return !insecure && !isLoopback(host);
  }

  /** Whether only this machine reaches an address; an unknown name is none of these. */
  public static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
