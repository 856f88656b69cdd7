package talkspurt.boot.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import talkspurt.exchange.ExchangeHost;
import talkspurt.exchange.ExchangeSettings;

/** Reads the block {@code exchange}: which Asterisks are controlled by AMI. */
final class ExchangeReader {

  static final String KEY = "exchange";

  static final String HOSTS = "hosts";
  private static final String SECRET = "secret";

  private ExchangeReader() {}

  static ExchangeSettings settings(ConfigSection block, Map<String, String> environment) {
    return new ExchangeSettings(
        hosts(block.section(HOSTS), environment),
        phones(block.section("phones")),
        block.duration("ping-every"),
        block.duration("silence-timeout"),
        block.duration("command-timeout"));
  }

  private static SortedMap<String, String> phones(ConfigSection block) {
    SortedMap<String, String> phones = new TreeMap<>();
    block.keys().forEach(name -> phones.put(name, block.text(name)));
    return phones;
  }

  private static List<ExchangeHost> hosts(ConfigSection block, Map<String, String> environment) {
    List<ExchangeHost> hosts = new ArrayList<>();
    for (String name : block.keys()) {
      hosts.add(block.section(name).check(own -> host(name, own, environment)));
    }
    return hosts;
  }

  private static ExchangeHost host(
      String name, ConfigSection own, Map<String, String> environment) {
    own.only("address", "user", SECRET + "-env", SECRET + "-file", "tls");
    String address = own.text("address");
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "address is '" + address + "'; allowed: host:port, as a rule port 5038, with tls 5039");
    }
    return new ExchangeHost(
        name,
        address.substring(0, colon),
        Integer.parseInt(address.substring(colon + 1)),
        own.text("user"),
        SecretReader.needed(own, SECRET, environment).text(),
        own.has("tls") && own.flag("tls"));
  }
}
