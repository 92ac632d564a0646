package io.podspan.bgpreflector.fsm;

import static io.podspan.bgpreflector.fsm.SessionState.ACTIVE;
import static io.podspan.bgpreflector.fsm.SessionState.CONNECT;
import static io.podspan.bgpreflector.fsm.SessionState.ESTABLISHED;
import static io.podspan.bgpreflector.fsm.SessionState.IDLE;
import static io.podspan.bgpreflector.fsm.SessionState.OPEN_CONFIRM;
import static io.podspan.bgpreflector.fsm.SessionState.OPEN_SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.Capability;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.Malformed;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgp.wire.Octets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionMachineTest {
  private static final long ASN = 64512;
  private static final int US = 100;
  private static final int THEM = 200;
  private static final SessionMachine PASSIVE = new SessionMachine(policy(ASN, ASN, false));
  private static final SessionMachine DIALLING = new SessionMachine(policy(ASN, ASN, true));
  private static final Message.Open OPEN = new Message.Open(4, (int) ASN, 30, THEM, ours(ASN));
  private static final Message.Update UPDATE = Message.Update.endOfRib(AddressFamily.IPV4_UNICAST);
  private static final Malformed MALFORMED =
      new Malformed(NotificationCode.MALFORMED_ATTRIBUTE_LIST.plain(), "test");
  private static final SessionEvent BAD = new SessionEvent.MessageMalformed(MALFORMED);

  private static SessionPolicy policy(long ours, long theirs, boolean dial) {
    return new SessionPolicy(
        ours, US, theirs, Set.of(AddressFamily.IPV4_UNICAST), 90, 240, dial, 5);
  }

  private static final Capability VPN_ONLY =
      new Capability(1, Octets.of((byte) 0, (byte) 1, (byte) 0, (byte) 128));

  private static Capabilities ours(long asn) {
    return Capabilities.ours(asn, Set.of(AddressFamily.IPV4_UNICAST));
  }

  private static Status in(SessionState state) {
    boolean open = state == OPEN_CONFIRM || state == ESTABLISHED;
    return new Status(state, open ? 30 : 0, open ? OPEN : null, 0);
  }

  static Stream<Arguments> transitions() {
    return Stream.of(
        Arguments.of(IDLE, new SessionEvent.Start(), ACTIVE),
        Arguments.of(IDLE, new SessionEvent.IdleHoldExpired(), ACTIVE),
        Arguments.of(IDLE, new SessionEvent.TcpConnected(), IDLE),
        Arguments.of(IDLE, new SessionEvent.KeepaliveReceived(), IDLE),
        Arguments.of(CONNECT, new SessionEvent.TcpConnected(), OPEN_SENT),
        Arguments.of(CONNECT, new SessionEvent.TcpFailed("refused"), ACTIVE),
        Arguments.of(CONNECT, SessionEvent.Stop.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN), IDLE),
        Arguments.of(ACTIVE, new SessionEvent.TcpConnected(), OPEN_SENT),
        Arguments.of(ACTIVE, new SessionEvent.TcpFailed("reset"), ACTIVE),
        Arguments.of(ACTIVE, SessionEvent.Stop.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN), IDLE),
        Arguments.of(OPEN_SENT, new SessionEvent.OpenReceived(OPEN), OPEN_CONFIRM),
        Arguments.of(OPEN_SENT, new SessionEvent.KeepaliveReceived(), IDLE),
        Arguments.of(OPEN_SENT, new SessionEvent.UpdateReceived(UPDATE), IDLE),
        Arguments.of(OPEN_SENT, new SessionEvent.HoldExpired(), IDLE),
        Arguments.of(OPEN_SENT, new SessionEvent.TcpFailed("reset"), ACTIVE),
        Arguments.of(OPEN_SENT, new SessionEvent.CollisionLost(), IDLE),
        Arguments.of(OPEN_SENT, BAD, IDLE),
        Arguments.of(OPEN_CONFIRM, new SessionEvent.KeepaliveReceived(), ESTABLISHED),
        Arguments.of(OPEN_CONFIRM, new SessionEvent.KeepaliveExpired(), OPEN_CONFIRM),
        Arguments.of(OPEN_CONFIRM, new SessionEvent.OpenReceived(OPEN), IDLE),
        Arguments.of(OPEN_CONFIRM, new SessionEvent.UpdateReceived(UPDATE), IDLE),
        Arguments.of(OPEN_CONFIRM, new SessionEvent.HoldExpired(), IDLE),
        Arguments.of(OPEN_CONFIRM, new SessionEvent.TcpFailed("reset"), IDLE),
        Arguments.of(OPEN_CONFIRM, new SessionEvent.CollisionLost(), IDLE),
        Arguments.of(
            OPEN_CONFIRM,
            new SessionEvent.NotificationReceived(NotificationCode.BAD_PEER_AS.plain()),
            IDLE),
        Arguments.of(ESTABLISHED, new SessionEvent.KeepaliveReceived(), ESTABLISHED),
        Arguments.of(ESTABLISHED, new SessionEvent.UpdateReceived(UPDATE), ESTABLISHED),
        Arguments.of(ESTABLISHED, new SessionEvent.KeepaliveExpired(), ESTABLISHED),
        Arguments.of(
            ESTABLISHED,
            new SessionEvent.RefreshReceived(new Message.RouteRefresh(1, 0, 1)),
            ESTABLISHED),
        Arguments.of(ESTABLISHED, new SessionEvent.OpenReceived(OPEN), IDLE),
        Arguments.of(ESTABLISHED, new SessionEvent.HoldExpired(), IDLE),
        Arguments.of(ESTABLISHED, new SessionEvent.SendHoldExpired(), IDLE),
        Arguments.of(ESTABLISHED, new SessionEvent.ProvenStable(), ESTABLISHED),
        Arguments.of(
            ESTABLISHED,
            new SessionEvent.PrefixLimitReached(AddressFamily.IPV4_UNICAST, 100, 60),
            IDLE),
        Arguments.of(IDLE, new SessionEvent.Clear(), ACTIVE),
        Arguments.of(ACTIVE, new SessionEvent.Clear(), ACTIVE),
        Arguments.of(ESTABLISHED, new SessionEvent.Clear(), ESTABLISHED),
        Arguments.of(ACTIVE, new SessionEvent.ConnectRetryExpired(), ACTIVE),
        Arguments.of(ESTABLISHED, new SessionEvent.TcpFailed("reset"), IDLE),
        Arguments.of(ESTABLISHED, BAD, IDLE),
        Arguments.of(
            ESTABLISHED, SessionEvent.Stop.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN), IDLE),
        Arguments.of(
            ESTABLISHED,
            new SessionEvent.Reset(NotificationCode.OUT_OF_RESOURCES.plain(), "slow"),
            IDLE));
  }

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @MethodSource("transitions")
  void goesWhereTheRfcSays(SessionState from, SessionEvent event, SessionState to) {
    assertThat(PASSIVE.step(in(from), event).next().state()).isEqualTo(to);
  }

  @Test
  void sendsOpenWhenConnectedAndWaitsLongForTheOther() {
    assertThat(PASSIVE.step(in(ACTIVE), new SessionEvent.TcpConnected()).actions())
        .contains(
            new SessionAction.Send(new Message.Open(4, (int) ASN, 90, US, ours(ASN))),
            new SessionAction.StartTimer(SessionTimer.HOLD, 240));
  }

  @Test
  void negotiatesTheSmallerHoldTimeAndKeepsAliveThreeTimesInIt() {
    assertThat(PASSIVE.step(in(OPEN_SENT), new SessionEvent.OpenReceived(OPEN)).actions())
        .containsExactly(
            new SessionAction.Send(Message.Keepalive.INSTANCE),
            new SessionAction.StartTimer(SessionTimer.HOLD, 30),
            new SessionAction.StartTimer(SessionTimer.KEEPALIVE, 10));
  }

  @Test
  void holdTimeZeroMeansNoTimers() {
    Message.Open open = new Message.Open(4, (int) ASN, 0, THEM, ours(ASN));
    Step confirmed = PASSIVE.step(in(OPEN_SENT), new SessionEvent.OpenReceived(open));

    assertThat(confirmed.actions())
        .containsExactly(
            new SessionAction.Send(Message.Keepalive.INSTANCE),
            new SessionAction.StopTimer(SessionTimer.HOLD));
    assertThat(PASSIVE.step(confirmed.next(), new SessionEvent.KeepaliveReceived()).actions())
        .containsExactly(new SessionAction.SessionUp(open, 0));
  }

  @Test
  void theMessagesOfEveryDayChangeNothing() {
    // The owner of the machine may leave these steps out.
    assertThat(PASSIVE.step(in(ESTABLISHED), new SessionEvent.UpdateReceived(UPDATE)))
        .isEqualTo(Step.of(in(ESTABLISHED), new SessionAction.DeliverUpdate(UPDATE)));
    assertThat(PASSIVE.step(in(ESTABLISHED), new SessionEvent.KeepaliveReceived()))
        .isEqualTo(Step.of(in(ESTABLISHED)));
  }

  @Test
  void tellsThePeerWhyItsHoldTimerExpired() {
    assertThat(PASSIVE.step(in(ESTABLISHED), new SessionEvent.HoldExpired()).actions())
        .startsWith(
            new SessionAction.Send(NotificationCode.HOLD_TIMER_EXPIRED.plain()),
            new SessionAction.Close())
        .contains(new SessionAction.SessionDown(new SessionEnding.HoldTimerExpired(30)));
  }

  static Stream<Arguments> badOpens() {
    Capabilities sound = ours(ASN);
    Capabilities onlyIpv6 =
        Capabilities.NONE.with(VPN_ONLY).with(CapabilityType.FOUR_OCTET_AS, OptionalLong.of(ASN));
    return Stream.of(
        Arguments.of(
            new Message.Open(3, (int) ASN, 90, THEM, sound),
            NotificationCode.UNSUPPORTED_VERSION.with(Octets.ofShort(4))),
        Arguments.of(
            new Message.Open(4, 64513, 90, THEM, Capabilities.NONE),
            NotificationCode.BAD_PEER_AS.plain()),
        Arguments.of(
            new Message.Open(4, (int) ASN, 90, THEM, ours(65536)),
            NotificationCode.BAD_PEER_AS.plain()),
        Arguments.of(
            new Message.Open(4, (int) ASN, 90, 0, sound),
            NotificationCode.BAD_BGP_IDENTIFIER.plain()),
        Arguments.of(
            new Message.Open(4, (int) ASN, 90, US, sound),
            NotificationCode.BAD_BGP_IDENTIFIER.plain()),
        Arguments.of(
            new Message.Open(4, (int) ASN, 1, THEM, sound),
            NotificationCode.UNACCEPTABLE_HOLD_TIME.plain()),
        Arguments.of(
            new Message.Open(4, (int) ASN, 2, THEM, sound),
            NotificationCode.UNACCEPTABLE_HOLD_TIME.plain()),
        Arguments.of(
            new Message.Open(4, (int) ASN, 90, THEM, onlyIpv6),
            NotificationCode.UNSUPPORTED_CAPABILITY.with(
                Octets.of(new byte[] {1, 4, 0, 1, 0, 1}))));
  }

  @ParameterizedTest
  @MethodSource("badOpens")
  void refusesOpensWithTheRightNotification(Message.Open open, Message.Notification answer) {
    // RFC 4271, section 6.2; RFC 5492, section 3.
    Step step = PASSIVE.step(in(OPEN_SENT), new SessionEvent.OpenReceived(open));

    assertThat(step.next().state()).isEqualTo(IDLE);
    assertThat(step.actions())
        .startsWith(new SessionAction.Send(answer), new SessionAction.Close());
  }

  @Test
  void pausesLongerWithEachProtocolError() {
    Status status = in(ESTABLISHED);
    for (int pause : new int[] {1, 2, 4, 8, 16, 32, 64, 64}) {
      Step step = PASSIVE.step(status, BAD);
      assertThat(step.actions())
          .contains(new SessionAction.StartTimer(SessionTimer.IDLE_HOLD, pause));
      status = new Status(ESTABLISHED, 30, OPEN, step.next().errors());
    }
  }

  @Test
  void forgivesErrorsOfASessionThatLasts() {
    Status erring = new Status(ESTABLISHED, 30, OPEN, 5);

    assertThat(PASSIVE.step(erring, new SessionEvent.KeepaliveExpired()).next().errors())
        .isEqualTo(5);
    assertThat(PASSIVE.step(erring, new SessionEvent.ProvenStable()).next().errors()).isZero();
  }

  @Test
  void startsToProveItselfOnlyAfterErrors() {
    SessionAction proving =
        new SessionAction.StartTimer(SessionTimer.STABLE, SessionMachine.STABLE_AFTER);
    SessionEvent keepalive = new SessionEvent.KeepaliveReceived();

    assertThat(PASSIVE.step(in(OPEN_CONFIRM), keepalive).actions()).doesNotContain(proving);
    assertThat(PASSIVE.step(new Status(OPEN_CONFIRM, 30, OPEN, 2), keepalive).actions())
        .contains(proving);
  }

  @Test
  void staysDownOverThePrefixLimitForAsLongAsConfigured() {
    // RFC 4486, section 4: AFI, SAFI and limit.
    Message.Notification cease =
        NotificationCode.MAXIMUM_PREFIXES.with(Octets.of(new byte[] {0, 2, 1, 0, 0, 1, 0}));

    Step down =
        PASSIVE.step(
            in(ESTABLISHED),
            new SessionEvent.PrefixLimitReached(AddressFamily.IPV6_UNICAST, 256, 60));

    assertThat(down.actions())
        .startsWith(new SessionAction.Send(cease), new SessionAction.Close())
        .endsWith(new SessionAction.StartTimer(SessionTimer.IDLE_HOLD, 60));
    assertThat(PASSIVE.step(down.next(), new SessionEvent.IdleHoldExpired()).next().state())
        .isEqualTo(ACTIVE);
  }

  @Test
  void staysDownOverThePrefixLimitUntilCleared() {
    Step down =
        PASSIVE.step(
            in(ESTABLISHED),
            new SessionEvent.PrefixLimitReached(AddressFamily.IPV4_UNICAST, 100, 0));

    assertThat(down.actions()).noneMatch(SessionAction.StartTimer.class::isInstance);
    assertThat(PASSIVE.step(down.next(), new SessionEvent.TcpConnected()).next().state())
        .isEqualTo(IDLE);
    assertThat(PASSIVE.step(down.next(), new SessionEvent.Clear()).next().state())
        .isEqualTo(ACTIVE);
  }

  @Test
  void tellsThePeerThatItTakesNothing() {
    // RFC 9687, section 4.
    assertThat(PASSIVE.step(in(ESTABLISHED), new SessionEvent.SendHoldExpired()).actions())
        .startsWith(
            new SessionAction.Send(new Message.Notification(8, 0, Octets.NONE)),
            new SessionAction.Close());
  }

  static Stream<Arguments> unexpectedMessages() {
    return Stream.of(
        Arguments.of(OPEN_SENT, new SessionEvent.KeepaliveReceived(), 1, Message.KEEPALIVE),
        Arguments.of(OPEN_SENT, new SessionEvent.UpdateReceived(UPDATE), 1, Message.UPDATE),
        Arguments.of(OPEN_CONFIRM, new SessionEvent.OpenReceived(OPEN), 2, Message.OPEN),
        Arguments.of(
            OPEN_CONFIRM,
            new SessionEvent.RefreshReceived(new Message.RouteRefresh(1, 0, 1)),
            2,
            Message.ROUTE_REFRESH),
        Arguments.of(ESTABLISHED, new SessionEvent.OpenReceived(OPEN), 3, Message.OPEN));
  }

  @ParameterizedTest
  @MethodSource("unexpectedMessages")
  void namesTheUnexpectedMessage(SessionState state, SessionEvent event, int subcode, int type) {
    // RFC 6608, sections 3 and 4.
    assertThat(PASSIVE.step(in(state), event).actions())
        .startsWith(
            new SessionAction.Send(new Message.Notification(5, subcode, Octets.of((byte) type))));
  }

  @Test
  void waitsForTheOpenOfAMemberNoLongerThanConfigured() {
    SessionMachine member =
        new SessionMachine(
            new SessionPolicy(ASN, US, ASN, Set.of(AddressFamily.IPV4_UNICAST), 90, 30, false, 5));

    assertThat(member.step(in(ACTIVE), new SessionEvent.TcpConnected()).actions())
        .contains(new SessionAction.StartTimer(SessionTimer.HOLD, 30));
  }

  @Test
  void namesEveryFamilyThatWouldDo() {
    SessionMachine both =
        new SessionMachine(
            new SessionPolicy(ASN, US, ASN, Set.of(AddressFamily.values()), 90, 240, false, 5));
    Capabilities none =
        Capabilities.NONE.with(VPN_ONLY).with(CapabilityType.FOUR_OCTET_AS, OptionalLong.of(ASN));

    assertThat(
            both.step(
                    in(OPEN_SENT),
                    new SessionEvent.OpenReceived(new Message.Open(4, (int) ASN, 90, THEM, none)))
                .actions())
        .startsWith(
            new SessionAction.Send(
                NotificationCode.UNSUPPORTED_CAPABILITY.with(
                    Octets.of(new byte[] {1, 4, 0, 1, 0, 1, 1, 4, 0, 2, 0, 1}))));
  }

  @Test
  void dialsAndDialsAgain() {
    Step started = DIALLING.step(Status.INITIAL, new SessionEvent.Start());
    assertThat(started.next().state()).isEqualTo(CONNECT);
    assertThat(started.actions())
        .containsExactly(
            new SessionAction.StartTimer(SessionTimer.CONNECT_RETRY, 5), new SessionAction.Dial());

    Step failed = DIALLING.step(started.next(), new SessionEvent.TcpFailed("refused"));
    assertThat(failed.next().state()).isEqualTo(ACTIVE);
    assertThat(DIALLING.step(failed.next(), new SessionEvent.ConnectRetryExpired()).next().state())
        .isEqualTo(CONNECT);
  }

  @Test
  void passiveSessionsNeverDial() {
    assertThat(PASSIVE.step(Status.INITIAL, new SessionEvent.Start()).actions()).isEmpty();
    assertThat(PASSIVE.step(in(ACTIVE), new SessionEvent.ConnectRetryExpired()).actions())
        .isEmpty();
  }

  @Test
  void higherIdentifierKeepsItsConnection() {
    SessionPolicy policy = PASSIVE.policy();

    assertThat(Collision.resolve(policy, THEM)).isEqualTo(Collision.KEEP_THEIRS);
    assertThat(Collision.resolve(policy, US - 1)).isEqualTo(Collision.KEEP_OURS);
    // As unsigned numbers.
    assertThat(Collision.resolve(policy, -1)).isEqualTo(Collision.KEEP_THEIRS);
    // RFC 6286, section 2.3: the higher AS decides between equal identifiers.
    assertThat(Collision.resolve(policy(65000, 64999, false), US)).isEqualTo(Collision.KEEP_OURS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anySequenceOfEventsIsLegal(long seed) {
    Random random = new Random(Long.getLong("seed", seed));
    List<SessionEvent> events =
        transitions().map(row -> (SessionEvent) row.get()[1]).distinct().toList();
    Status status = Status.INITIAL;
    for (int i = 0; i < 20_000; i++) {
      SessionEvent event = events.get(random.nextInt(events.size()));
      Step step = (random.nextBoolean() ? PASSIVE : DIALLING).step(status, event);
      boolean wasUp = status.state() == ESTABLISHED;
      boolean isUp = step.next().state() == ESTABLISHED;
      assertThat(count(step, SessionAction.SessionUp.class)).isEqualTo(!wasUp && isUp ? 1 : 0);
      assertThat(count(step, SessionAction.SessionDown.class)).isEqualTo(wasUp && !isUp ? 1 : 0);
      status = step.next();
    }
  }

  private static long count(Step step, Class<?> action) {
    return step.actions().stream().filter(action::isInstance).count();
  }
}
