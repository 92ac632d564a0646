package io.podspan.bgp.testpeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgp.wire.PathAttributes;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two test peers that talk to each other. */
class TestPeerTest {
  private static final String THERE = "127.0.0.2";
  private static final String HERE = "127.0.0.3";

  private PeerListener listener;
  private TestPeer here;
  private TestPeer there;

  @BeforeEach
  void connect() throws IOException {
    listener = PeerListener.on(THERE);
    here = Dialer.from(HERE).to(THERE).connect(listener.port());
    there = listener.accept();
  }

  @AfterEach
  void close() throws IOException {
    here.close();
    there.close();
    listener.close();
  }

  @Test
  void establishesASession() throws IOException {
    there.send(Opens.of(THERE));
    there.send(Message.Keepalive.INSTANCE);

    here.establish(Opens.of(HERE, 4_200_000_000L, 0));

    assertThat(there.read())
        .isInstanceOfSatisfying(
            Message.Open.class,
            open -> {
              assertThat(open.routerId()).isEqualTo(Ipv4Address.of(HERE).bits());
              assertThat(open.effectiveAsn()).isEqualTo(4_200_000_000L);
            });
    assertThat(there.read()).isEqualTo(Message.Keepalive.INSTANCE);
  }

  @Test
  void doesNotTakeANotificationForAnOpen() throws IOException {
    there.send(NotificationCode.CONNECTION_REJECTED.plain());

    assertThatThrownBy(() -> here.establish(Opens.of(HERE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0605");
  }

  @Test
  void readsTheNextUpdateAboutRoutes() throws IOException {
    Message.Update update = announcement("10.1.0.0/24");
    there.send(Message.Keepalive.INSTANCE);
    there.send(Message.Update.endOfRib(AddressFamily.IPV6_UNICAST));
    there.send(update);

    assertThat(here.readUpdate()).isEqualTo(update);
    assertThat(here.received().count(Message.UPDATE)).isEqualTo(2);
    assertThat(here.received().last()).hasSize(3);
  }

  private static Message.Update announcement(String prefix) {
    return Message.Update.announce(
        PathAttributes.originated(AddressFamily.IPV4_UNICAST, IpAddress.of(THERE)),
        Nlri.of(Prefix.of(prefix)));
  }

  @Test
  void keepsTheLastMessagesAndCountsAll() throws IOException {
    for (int i = 0; i < 100; i++) {
      there.send(Message.Keepalive.INSTANCE);
    }
    there.close();

    assertThat(here.readEnd()).isEqualTo("closed");
    assertThat(here.received().last()).hasSize(32);
    assertThat(here.received().count(Message.KEEPALIVE)).isEqualTo(100);
    assertThat(here.received().octets()).isEqualTo(1_900);
  }

  @Test
  void saysHowTheConnectionEnded() throws IOException {
    there.send(NotificationCode.ADMINISTRATIVE_SHUTDOWN.plain());
    there.close();

    assertThat(here.readEnd()).isEqualTo("6/2");
  }

  @Test
  void tellsAResetFromAClose() throws IOException {
    there.reset();

    assertThat(here.readEnd()).isEqualTo("reset");
  }

  @Test
  void sendsOctetsThatAreNoMessage() throws IOException {
    here.send(new byte[] {1, 2}, new byte[17]);

    assertThatThrownBy(there::readRaw)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("marker");
  }
}
