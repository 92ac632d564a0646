package io.podspan.routecollector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.RibEvent.Withheld;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.OriginReason;
import io.podspan.routecollector.heard.PeerWord;
import io.podspan.routecollector.route.Extents;
import io.podspan.routecollector.route.Gaps;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.Missing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredJsonTest {
  @Test
  void whatIsKnownOfANodeIsReadAsItWasWritten() {
    RouteEntry route = new RouteEntry("10.2.0.0/24", "192.0.2.21");
    Known known =
        new Known(
            List.of(route),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new Missing(
                    route, Table.RIB, new OriginReason.NotTold("reflector", "london", "l1"))),
            List.of(route),
            new Gaps(null, "gobgp timed out", null, null),
            "kube-router-x/1",
            List.of(new Known.Waiting(route, Instant.parse("2026-01-02T12:00:00Z"))),
            new Extents(Extents.Extent.WHOLE, Extents.Extent.PART, Extents.Extent.NONE));
    assertThat(StoredJson.read(StoredJson.write(known), Known.class)).contains(known);
  }

  @Test
  void whatAnOlderVersionKnewOfANodeIsStillRead() {
    String older = "{\"expected\":[],\"sessions\":[],\"rib\":[],\"fib\":[],\"missing\":[]}";
    assertThat(StoredJson.read(older, Known.class))
        .contains(new Known(List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  @Test
  void theWordOfAReflectorIsReadAsItWasWritten() {
    PeerWord word =
        new PeerWord(
            "reflector",
            "192.0.2.21",
            true,
            Instant.parse("2026-01-02T12:00:00.123456Z"),
            null,
            new PeerWord.Announced(
                false,
                List.of("ipv4-unicast"),
                1,
                List.of("10.2.0.0/24"),
                Map.of("10.2.1.0/24", Instant.EPOCH),
                Instant.parse("2026-01-02T12:00:01Z")),
            Map.of("10.9.0.0/24", new PeerWord.Rejected("outside", "Widen it.")),
            Instant.parse("2026-01-02T12:00:01Z"),
            new PeerWord.Sent(
                3,
                List.of("ipv4-unicast"),
                List.of(new Withheld("own-mesh", 1, List.of("10.1.0.0/24"))),
                Instant.parse("2026-01-02T12:00:01Z")),
            true);
    assertThat(StoredJson.read(StoredJson.write(word), PeerWord.class)).contains(word);
  }

  @Test
  void whatIsNoJsonIsNothing() {
    assertThat(StoredJson.read("{", Known.class)).isEmpty();
    assertThat(StoredJson.read(null, Known.class)).isEmpty();
  }

  @Test
  void whatAnOlderVersionHeardIsStillReadAndDoesNotDecide() {
    String older =
        """
        {"reflector": "rr", "address": "192.0.2.21", "established": true, "rejected": {},
         "announced": {"stale": false, "endOfRib": [], "total": 1, "prefixes": ["10.3.0.0/24"]},
         "heardAt": "2026-01-02T12:00:01Z", "sent": {"prefixes": 3, "withheld": []}}
        """;
    assertThat(StoredJson.read(older, PeerWord.class))
        .hasValueSatisfying(
            word -> {
              assertThat(word.sent()).isEqualTo(new PeerWord.Sent(3, List.of(), List.of(), null));
              assertThat(word.sends("10.2.0.0/24")).isFalse();
              assertThat(word.announced().withdrawn()).isEmpty();
            });
  }
}
