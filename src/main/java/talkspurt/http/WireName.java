package talkspurt.http;

import java.util.Locale;

/** Names of ours as they are written: {@code CALLER_HUNG_UP} and {@code CallerHungUp} in kebab case. */
final class WireName {

  private WireName() {}

  static String of(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
  }

  static String of(Enum<?> value) {
    return of(value.name());
  }

  static String of(Class<?> kind) {
    return of(kind.getSimpleName());
  }
}
