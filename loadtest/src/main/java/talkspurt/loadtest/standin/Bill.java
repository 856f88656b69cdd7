package talkspurt.loadtest.standin;

import java.util.Map;
import java.util.TreeMap;

/** What stand-ins have served, as a provider counts it: it knows nothing of what the engine counts. */
public final class Bill {

  private final Map<String, Double> served = new TreeMap<>();

  /** So much of it was served, by a name such as {@code deepgram minutes}. */
  public synchronized void served(String what, double amount) {
    served.merge(what, amount, Double::sum);
  }

  /** What it comes to; nothing may have been served that has no price. */
  public synchronized double total(Map<String, Double> prices) {
    double sum = 0;
    for (Map.Entry<String, Double> one : served.entrySet()) {
      if (!prices.containsKey(one.getKey()))
        throw new IllegalStateException("no price for " + one.getKey());
      sum += one.getValue() * prices.get(one.getKey());
    }
    return sum;
  }

  @Override
  public synchronized String toString() {
    return served.toString();
  }
}
