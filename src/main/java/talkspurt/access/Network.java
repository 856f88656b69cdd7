package talkspurt.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike, in the notation of RFC 4632 and RFC 4291: {@code 192.0.2.0/24}, {@code
 * 2001:db8::/32}, or one address. An IPv4 address that comes as IPv6 ({@code ::ffff:192.0.2.1}) is IPv4.
 */
public final class Network {

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private final byte[] address;
  private final int bits;

  private Network(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none; host names are not looked up
   */
  public static Network of(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    if (!IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      throw wrong(text);
    }
    try {
      byte[] address = InetAddress.getByName(host).getAddress();
      int all = 8 * address.length;
      int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > all) {
        throw wrong(text);
      }
      return new Network(address, bits);
    } catch (UnknownHostException | NumberFormatException noAddress) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no network; allowed: 192.0.2.7, 192.0.2.0/24, 2001:db8::/32");
  }

  /** Whether an address is one of it. */
  public boolean contains(InetAddress other) {
    byte[] bytes = other.getAddress();
    if (bytes.length != address.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (bytes[i] != address[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || (bytes[whole] ^ address[whole]) >> 8 - rest == 0;
  }
}
