package talkspurt.boot.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.Synthesizer;

/**
 * The providers that profiles name, each made once for settings that say the same: profiles share what is known of
 * it, its connections and its circuit breaker, and so do later readings of the settings. Thread-safe.
 */
public final class ProviderStore {

  /** A voice, and its name in logs and figures. */
  record NamedVoice(String name, Synthesizer voice) {}

  private static final Logger LOG = LoggerFactory.getLogger(ProviderStore.class);

  private final Map<List<Object>, Object> made = new HashMap<>();
  private boolean making;

  /** Begins to read the profiles, of which this is the providers' side. */
  public Reading reading() {
    return new Reading();
  }

  /**
   * Forgets all providers that none of these readings names. What they hold ends with their last use, or now where they
   * have to be closed.
   */
  public synchronized void keepOnly(Collection<Reading> inUse) {
    Set<List<Object>> keys = new HashSet<>();
    inUse.forEach(reading -> keys.addAll(reading.used));
    made.entrySet().stream()
        .filter(one -> !keys.contains(one.getKey()))
        .forEach(one -> close(one.getValue()));
    made.keySet().retainAll(keys);
  }

  private static void close(Object provider) {
    if (provider instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception broken) {
        LOG.warn("a provider that nobody uses any more could not be closed", broken);
      }
    }
  }

  /** How many there are. */
  public synchronized int size() {
    return made.size();
  }

  /** What one reading of the settings names. */
  public final class Reading {

    private final Set<List<Object>> used = new HashSet<>();

    private final Set<String> paid = new TreeSet<>();

    private PriceRules prices = PriceRules.DOLLARS;

    private Reading() {}

    /** What holds for all prices of this reading. */
    void prices(PriceRules rules) {
      prices = rules;
    }

    PriceRules prices() {
      return prices;
    }

    /** A provider of this name has a price. */
    void paid(String name) {
      paid.add(name);
    }

    /** Those of which this was said since they were taken last. */
    Set<String> takePaid() {
      Set<String> taken = Set.copyOf(paid);
      paid.clear();
      return taken;
    }

    /** Whether it names the same providers as another. */
    public boolean sameAs(Reading other) {
      synchronized (ProviderStore.this) {
        return used.equals(other.used);
      }
    }

    /**
     * The provider of these settings.
     *
     * @param key what it is, and all that it is made by: of equal keys there is one
     * @param make asks this reading for nothing: what is known already would not be asked for again, and not be kept
     */
    <T> T one(Class<T> type, List<Object> key, Supplier<T> make) {
      synchronized (ProviderStore.this) {
        if (making) {
          throw new IllegalStateException("a provider is made while another is: " + key.get(0));
        }
        used.add(key);
        Object known = made.get(key);
        if (known == null) {
          making = true;
          try {
            known = make.get();
          } finally {
            making = false;
          }
          made.put(key, known);
        }
        return type.cast(known);
      }
    }

    /** The first of KIND, KIND-2, KIND-3 and so on that is no voice's name. */
    String freeName(String kind) {
      synchronized (ProviderStore.this) {
        Set<String> taken = new HashSet<>();
        made.values().stream()
            .filter(NamedVoice.class::isInstance)
            .map(NamedVoice.class::cast)
            .forEach(voice -> taken.add(voice.name()));
        String name = kind;
        for (int number = 2; taken.contains(name); number++) {
          name = kind + "-" + number;
        }
        return name;
      }
    }
  }
}
