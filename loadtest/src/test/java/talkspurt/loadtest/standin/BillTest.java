package talkspurt.loadtest.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BillTest {

  @Test
  void whatWasServedIsAddedUpByItsPrices() {
    Bill bill = new Bill();
    bill.served("minutes", 0.5);
    bill.served("minutes", 0.25);
    bill.served("characters", 100);
    assertEquals(0.375 + 0.01, bill.total(Map.of("minutes", 0.5, "characters", 100e-6)), 1e-9);
    assertThrows(IllegalStateException.class, () -> bill.total(Map.of("minutes", 0.5)));
  }
}
