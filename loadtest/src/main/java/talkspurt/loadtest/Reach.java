package talkspurt.loadtest;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Which machines may be loaded: this one alone, unless the user allows others. */
record Reach(boolean allowsRemote) {

  /** @throws IllegalArgumentException in words for the user, if the address is unknown or may not be loaded */
  InetSocketAddress address(String host, int port) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isLoopbackAddress() && !allowsRemote)
        throw new IllegalArgumentException(
            host
                + " is not this machine (loopback); load other machines only if they are yours, with --allow-remote");
      return new InetSocketAddress(address, port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(host + " is not a known host");
    }
  }

  /** Reads {@code host:port}, with an IPv6 host in brackets. */
  InetSocketAddress address(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    String port = hostAndPort.substring(colon + 1);
    if (colon < 1
        || !port.matches("\\d{1,5}")
        || Integer.parseInt(port) > 65_535
        || Integer.parseInt(port) == 0)
      throw new IllegalArgumentException("'" + hostAndPort + "' is not host:port");
    return address(hostAndPort.substring(0, colon), Integer.parseInt(port));
  }
}
