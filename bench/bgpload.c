// bgpload: a BGP-4 load generator and timer for a route reflector or route server under test.
//
// It opens SENDERS + RECEIVERS sessions to one router from consecutive local addresses, waits until every one is Established, then
// lets the senders announce at once and times how long the router takes until every receiver knows every prefix. Afterwards it can
// measure the latency of single updates and the time until a dead peer's routes are gone everywhere; or, instead of all that, churn
// against a model (bgpchurn.h). Each run prints one JSON line; README.md says what its members mean. Ends with 0 if all was right,
// 1 if routes were missing or wrong, 2 for a wrong command, 3 for a malformed message, 4 if sessions did not come up, 5 if one was lost.
//
// Build: cc -O2 -o bgpload bgpload.c
#define _GNU_SOURCE
#include <getopt.h>
#include "bgpchurn.h"
#include "bgppeer.h"

static struct {
    int senders, receivers, prefixes, per_set, tolerance, repeat, outsiders;
    int latency_updates, latency_gap_us;
    double timeout, stay, pause;
    bool overlap, ebgp, count_senders, kill;
    uint32_t first_address, second_address, second_as;
    const char *mrt, *timeline, *on_rest;
    Offer offer;
} test = {.senders = 10, .receivers = 1, .prefixes = 1000, .per_set = 10, .tolerance = -1, .repeat = 1, .latency_gap_us = 5000, .timeout = 120, .pause = 3,
          .offer = {.four_octet_as = true, .route_refresh = true}};

enum { RIGHT = 0, WRONG_ROUTES = 1, WRONG_COMMAND = 2, NOT_UP = 4, SESSION_LOST = 5 };

static uint32_t announced_total, latency_first;

// ---- an Internet's updates: MRT files (RFC 6396) ---------------------------------------------------------------------------------

static struct { uint8_t *octets; size_t used, capacity; long updates, skipped; } recording;

static void note_recorded(const uint8_t *at, const uint8_t *end, bool announced) {
    while (at < end) {
        int length = *at++, octets = (length + 7) / 8;
        if (length > 32 || octets > end - at) return;
        uint8_t address[4] = {0};
        memcpy(address, at, octets);
        at += octets;
        uint32_t masked = length ? u32(address) >> (32 - length) << (32 - length) : 0, number = recorded_number(masked, length, announced);
        if (number == NO_PREFIX || recorded.alive[number] == announced) continue;
        recorded.alive[number] = announced;
        recorded.alive_count += announced ? 1 : -1;
    }
}

// The value of an attribute and its length; NULL where there is none, or the attributes are not well formed.
static const uint8_t *find_attribute(const uint8_t *attributes, int length, int type, int *value_length) {
    for (int at = 0; at + 4 <= length;) {
        int head = attributes[at] & 0x10 ? 4 : 3, size = head == 4 ? u16(attributes + at + 2) : attributes[at + 2];
        *value_length = size;
        if (attributes[at + 1] == type) return at + head + size <= length ? attributes + at + head : NULL;
        at += head + size;
    }
    return NULL;
}

// Whether the AS_PATH has the router's own AS (RFC 4271 section 9.1.2) or AS 0 (RFC 7607 section 2): no router has to learn such a route.
static bool is_unusable(const uint8_t *attributes, int length) {
    int size;
    const uint8_t *path = find_attribute(attributes, length, ATTR_AS_PATH, &size);
    for (int at = 0; path && at + 2 <= size; at += 2 + 4 * path[at + 1])
        for (int hop = 0; hop < path[at + 1] && at + 6 + 4 * hop <= size; hop++) {
            uint32_t as = u32(path + at + 2 + 4 * hop);
            if (as == settings.as || as == 0) return true;
        }
    return false;
}

static void note_update(const uint8_t *message, int withdrawn, int attributes) {
    const uint8_t *path = message + HEADER + 4 + withdrawn;
    note_recorded(message + HEADER + 2, message + HEADER + 2 + withdrawn, false);
    note_recorded(path + attributes, message + u16(message + 16), !is_unusable(path, attributes));
}

// Keeps an UPDATE octet for octet; that of an external session is given the LOCAL_PREF of an internal one (RFC 4271 section 5.1.5).
static void record_update(const uint8_t *message) {
    static const uint8_t local_pref[7] = {0x40, ATTR_LOCAL_PREF, 4, 0, 0, 0, 100};
    int length = u16(message + 16), withdrawn = u16(message + HEADER), attributes = u16(message + HEADER + 2 + withdrawn), ignored;
    int head = HEADER + 4 + withdrawn + attributes;
    int added = attributes && !find_attribute(message + HEADER + 4 + withdrawn, attributes, ATTR_LOCAL_PREF, &ignored) ? sizeof local_pref : 0;
    if (length + added > MAX_SENT || head > length) { recording.skipped++; return; }
    note_update(message, withdrawn, attributes);
    if (recording.used + MAX_SENT > recording.capacity) {
        recording.capacity = recording.capacity * 2 + (1 << 20);
        recording.octets = must(realloc(recording.octets, recording.capacity));
    }
    uint8_t *to = recording.octets + recording.used;
    memcpy(to, message, head);
    memcpy(to + head, local_pref, added);
    memcpy(to + head + added, message + head, length - head);
    w16(to + 16, length + added);
    w16(to + HEADER + 2 + withdrawn, attributes + added);
    recording.used += length + added;
    recording.updates++;
}

// BGP4MP and BGP4MP_ET records with MESSAGE or MESSAGE_AS4: behind the AS numbers, the interface and two addresses is the message.
static void read_record(int type, int subtype, const uint8_t *body, uint32_t length) {
    bool four_octet_as = subtype == 4;
    uint32_t at = (type == 17 ? 4 : 0) + (four_octet_as ? 8 : 4);
    if ((type != 16 && type != 17) || (subtype != 1 && subtype != 4) || at + 4 > length) return;
    at += 4 + (u16(body + at + 2) == IPV4 ? 8 : 32);
    if (at + HEADER + 4 > length || at + u16(body + at + 16) > length || body[at + 18] != UPDATE) return;
    if (four_octet_as) record_update(body + at); else recording.skipped++;
}

static void read_mrt(const char *path) {
    enum { LARGEST = 1 << 20 };
    FILE *file = fopen(path, "rb");
    if (!file) { perror(path); exit(WRONG_COMMAND); }
    universe.recorded = true;
    recorded.key = lazily(RECORDED_SLOTS * sizeof(uint64_t));
    recorded.number = lazily(RECORDED_SLOTS * sizeof(uint32_t));
    recorded.alive = lazily(RECORDED_SLOTS);
    uint8_t head[12], *body = lazily(LARGEST + PADDING);
    while (fread(head, 1, 12, file) == 12) {
        uint32_t length = u32(head + 8);
        if (length > LARGEST || fread(body, 1, length, file) != length) break;
        read_record(u16(head + 4), u16(head + 6), body, length);
    }
    fclose(file);
    fprintf(stderr, "mrt: %ld updates, %ld skipped, %u prefixes seen, %u alive at the end\n", recording.updates, recording.skipped, universe.size, recorded.alive_count);
}

// ---- who takes part ----------------------------------------------------------------------------------------------------------------

// Receivers outside the large group: seven offers that make the router encode differently from what the others get (RFC 6793, 8654,
// 4760), and three from a second range of addresses, which a router's configuration may treat as another kind of peer.
static const Offer mixes[10] = {
    {true, true, true, IPV4, false},         {false, false, true, IPV4, false}, {false, true, true, IPV4, false},        {true, false, true, IPV4 | IPV6, false},
    {true, true, true, IPV4 | IPV6, false},  {false, false, true, IPV4 | IPV6, false}, {false, true, true, IPV4 | IPV6, false},
    {true, false, true, IPV4, true},         {false, false, true, IPV4, true},  {true, true, true, IPV4, true},
};

static void prepare_session(Session *s, int index) {
    s->index = index;
    s->fd = -1;
    s->as = test.ebgp ? (uint32_t)(65000 + index) : settings.as;
    s->address = htonl(test.first_address + index);
    s->offer = test.offer;
    int outsider = index - (session_count - test.outsiders);
    if (outsider >= 0) {
        s->offer = mixes[outsider % 10];
        if (universe.family == IPV6) s->offer.families |= IPV6;
    }
    if (s->offer.second_range) {
        s->address = htonl(test.second_address + index);
        s->as = test.second_as;
    }
    s->known = must(calloc(words(), 8));
    if (churn.rate) s->known_stamp = must(calloc(words() * 64, sizeof(uint32_t)));
    s->counted = index >= test.senders || test.count_senders;
    s->exact = true;
    if (!churn.rate && !test.overlap && index < test.senders) s->own_first = index * test.prefixes, s->own_count = test.prefixes;
}

static void prepare_sessions(void) {
    session_count = test.senders + test.receivers;
    sessions = lazily(sizeof(Session) * session_count);
    for (int i = 0; i < session_count; i++) prepare_session(&sessions[i], i);
    expected = must(calloc(words(), 8));
}

// ---- waiting -----------------------------------------------------------------------------------------------------------------------

static double run_began;
static uint64_t total_announced, total_withdrawn, total_updates, total_octets, total_alien;

static void sum_up(void) {
    total_announced = total_withdrawn = total_updates = total_octets = total_alien = 0;
    for (Session *s = sessions; s < sessions + session_count; s++) {
        total_announced += s->announced;
        total_withdrawn += s->withdrawn;
        total_updates += s->updates;
        total_octets += s->octets;
        total_alien += s->alien;
    }
}

// --timeline: a line of CSV ten times a second.
static void draw_timeline(void) {
    static FILE *file;
    static double next;
    if (!test.timeline || clock_now < next) return;
    if (!file) {
        file = fopen(test.timeline, "w");
        if (!file) { perror(test.timeline); exit(WRONG_COMMAND); }
        fprintf(file, "seconds,sessions_up,routes,updates,octets,inexact_sessions\n");
    }
    next = clock_now + 0.1;
    sum_up();
    fprintf(file, "%.3f,%d,%lu,%lu,%lu,%d\n", clock_now - run_began, up_count, total_announced, total_updates, total_octets, inexact_count);
    fflush(file);
}

static void rest(double seconds) {
    for (double until = now() + seconds; clock_now < until;) turn(0.05), draw_timeline();
}

static void rest_until_quiet(double quiet, double limit) {
    double from = clock_now;
    while (clock_now - from < limit && (clock_now - last_update_at < quiet || clock_now - from < quiet)) turn(0.05), draw_timeline();
}

static bool none_lost(void) { return up_count == session_count - (test.kill && sessions[0].state == DOWN); }

static bool within_tolerance(void) {
    if (!inexact_count) return true;
    if (!test.tolerance) return false;
    uint32_t tolerated = (uint64_t)announced_total * test.tolerance / 1000;
    for (Session *s = sessions; s < sessions + session_count; s++) if (s->counted && (s->missing > tolerated || s->extra > tolerated)) return false;
    return true;
}

// Seconds since `from` until every counted session knew exactly what it should; less than 0 if that did not happen.
static double await_exactness(double from) {
    while (!within_tolerance()) {
        if (clock_now - from > test.timeout || !none_lost()) return -1;
        turn(0.05);
        draw_timeline();
    }
    return now() - from;
}

// ---- the parts of a run --------------------------------------------------------------------------------------------------------------

// From the first connect() until the last session has sent OPEN and KEEPALIVE and received both: Established (RFC 4271 section 8.2.2).
static double bring_up(void) {
    double from = clock_now = now();
    while (up_count < session_count) {
        connect_due();
        turn(half_open_count ? 0.05 : 0.005);
        draw_timeline();
        if (clock_now - from > test.timeout) return -1;
    }
    return now() - from;
}

static void expect_all(void) {
    memset(expected, 0, words() * 8);
    for (uint32_t i = 0; i < announced_total; i++) if (!test.mrt || recorded.alive[i]) expected[i / 64] |= 1ull << (i % 64);
    counting = true;
    recount();
}

static void put_table(Session *s) {
    if (test.mrt) put(s, recording.octets, recording.used);
    uint32_t first = test.overlap ? 0 : (uint32_t)s->index * test.prefixes;
    for (uint32_t i = 0; !test.mrt && i < (uint32_t)test.prefixes;) {
        uint32_t set = i / test.per_set, end = (set + 1) * test.per_set;
        i += put_announcement(s, set, 100, first + i, (end < (uint32_t)test.prefixes ? end : (uint32_t)test.prefixes) - i);
    }
    put_end_of_rib(s);
}

// Everything is encoded before the clock starts.
static double announce_all(void) {
    expect_all();
    for (int i = 0; i < test.senders; i++) put_table(&sessions[i]);
    double from = clock_now = now();
    for (int i = 0; i < test.senders; i++) if (sessions[i].state == ESTABLISHED) flush(&sessions[i]);
    return from;
}

static double *update_sent_at, *latencies;
static long latency_count;

static void note_latency(Session *s, uint32_t word, uint64_t fresh) {
    if (word < latency_first / 64 || !s->index) return;
    double at = now();
    for (uint64_t bits = fresh; bits; bits &= bits - 1) latencies[latency_count++] = at - update_sent_at[word * 64 + __builtin_ctzll(bits) - latency_first];
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_latencies(long wanted) {
    if (!latency_count) return;
    qsort(latencies, latency_count, sizeof *latencies, by_value);
    printf(",\"lat_n\":%ld,\"lat_want\":%ld,\"lat_p50_ms\":%.3f,\"lat_p99_ms\":%.3f,\"lat_max_ms\":%.3f", latency_count, wanted, latencies[latency_count / 2] * 1e3,
           latencies[latency_count * 99 / 100] * 1e3, latencies[latency_count - 1] * 1e3);
}

// Sender 0 announces single new prefixes at an even pace. From the octets given to the kernel until each other session has read each of them.
static void measure_latency(void) {
    long wanted = (long)test.latency_updates * (session_count - 1);
    latencies = must(calloc(wanted + 64, sizeof *latencies));
    update_sent_at = must(calloc(test.latency_updates + 64, sizeof *update_sent_at));
    latency_count = 0;
    on_fresh = note_latency;
    sessions[0].counted = false;
    for (int i = 0; i < test.latency_updates; i++) expected[(latency_first + i) / 64] |= 1ull << ((latency_first + i) % 64);
    recount();
    double next = clock_now = now();
    for (int i = 0; i < test.latency_updates && none_lost(); i++, next += test.latency_gap_us / 1e6) {
        while (clock_now < next) turn(next - clock_now);
        put_announcement(&sessions[0], 1000000 + i, 100, latency_first + i, 1);
        update_sent_at[i] = now();
        flush(&sessions[0]);
    }
    for (double from = clock_now; latency_count < wanted && clock_now - from < 20 && none_lost();) turn(0.05);
    on_fresh = NULL;
    print_latencies(wanted);
    free(latencies);
    free(update_sent_at);
}

// Sender 0 closes its socket without a word. Until every other counted session has had its routes withdrawn.
static double measure_death(void) {
    for (uint32_t i = 0; i < (uint32_t)test.prefixes; i++) expected[i / 64] &= ~(1ull << (i % 64));
    for (int i = 0; i < test.latency_updates; i++) expected[(latency_first + i) / 64] &= ~(1ull << ((latency_first + i) % 64));
    sessions[0].counted = false;
    recount();
    double from = clock_now = now();
    drop(&sessions[0], "", true);
    return await_exactness(from);
}

// Late corrections count too: after a quiet moment, what is known is compared once more.
static bool print_exactness(void) {
    rest_until_quiet(0.3, 5);
    uint64_t missing = 0, extra = 0, echoed = 0;
    for (Session *s = sessions; s < sessions + session_count; s++) {
        echoed += s->echoed;
        if (s->counted) missing += s->missing, extra += s->extra;
    }
    sum_up();
    uint64_t wrong = missing + extra + (test.mrt ? 0 : total_alien);   // a router may also pass on what is not expected of a recording
    printf(",\"exact\":%s,\"missing\":%lu,\"extra\":%lu,\"alien\":%lu,\"echoed\":%lu", wrong ? "false" : "true", missing, extra, total_alien, echoed);
    return within_tolerance() && (test.mrt || !total_alien);
}

static void print_failure(void) {
    const Session *worst = NULL;
    for (Session *s = sessions; s < sessions + session_count; s++) if (s->counted && (!worst || s->missing + s->extra > worst->missing + worst->extra)) worst = s;
    if (worst) printf(",\"failed\":\"session %d: %u missing, %u extra; %d sessions not exact\"", worst->index, worst->missing, worst->extra, inexact_count);
}

static int run_table(void) {
    double from = announce_all(), converged = await_exactness(from);
    sum_up();
    printf(",\"first_route_s\":%.4f,\"converged_s\":%.4f,\"nlri_rx\":%lu,\"updates_rx\":%lu,\"mb_rx\":%.3f", first_route_at ? first_route_at - from : -1, converged, total_announced,
           total_updates, total_octets / 1e6);
    if (converged < 0) {
        print_failure();
        return none_lost() ? WRONG_ROUTES : SESSION_LOST;
    }
    bool exact = print_exactness();
    if (test.latency_updates) measure_latency();
    if (test.kill) printf(",\"peer_death_s\":%.4f", measure_death());
    return exact ? RIGHT : WRONG_ROUTES;
}

static void reset(void) {
    counting = false;
    first_route_at = last_update_at = max_silence = 0;
    lost_count = hold_expired_count = refused_count = 0;
    for (Session *s = sessions; s < sessions + session_count; s++) {
        forget(s);
        s->announced = s->withdrawn = s->alien = s->updates = s->octets = s->ends_of_rib = 0;
        s->counted = s->index >= test.senders || test.count_senders;
        s->retry_at = 0;
    }
    run_began = clock_now = now();
}

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static int run_workload(int run) {
    const char *mode = churn.rate ? "churn" : test.mrt ? "mrt" : test.overlap ? "overlap" : "distinct";
    double up = bring_up();
    printf("{\"run\":%d,\"senders\":%d,\"receivers\":%d,\"prefixes_per_sender\":%d,\"per_attr\":%d,\"mode\":\"%s\",\"sessions_up_s\":%.4f", run, test.senders, test.receivers,
           test.prefixes, test.per_set, mode, up);
    if (up < 0) {
        printf(",\"failed\":\"only %d of %d sessions up\"", up_count, session_count);
        return NOT_UP;
    }
    if (churn.rate) return run_churn(test.timeout) ? RIGHT : lost_count ? SESSION_LOST : WRONG_ROUTES;
    rest(1);
    return run_table();
}

static int run_once(int run) {
    reset();
    double cpu = cpu_seconds();
    int result = run_workload(run);
    if (result == RIGHT && test.stay > 0) rest(test.stay);
    if (result == RIGHT && test.on_rest && system(test.on_rest)) fprintf(stderr, "bgpload: %s failed\n", test.on_rest);
    if (result == RIGHT && lost_count) result = SESSION_LOST;
    printf(",\"lost\":%ld,\"hold_expired\":%ld,\"refused\":%ld,\"max_silence_s\":%.1f,\"load_cpu_s\":%.2f}\n", lost_count, hold_expired_count, refused_count, max_silence,
           cpu_seconds() - cpu);
    fflush(stdout);
    if (result != RIGHT && *last_loss) fprintf(stderr, "bgpload: %s\n", last_loss);
    close_all(5);
    return result;
}

// ---- the command -----------------------------------------------------------------------------------------------------------------------

static void usage(void) {
    fprintf(stderr,
            "bgpload [options]\n"
            " who          --router ADDRESS --port N --as N --base ADDRESS (of the first session) --senders N --receivers N --ebgp\n"
            "              --outsiders N (the last N receivers have ten other offers) --second-base ADDRESS --second-as N (for three of the ten)\n"
            "              --hold S --half-open N (at most so many on the way at a time) --extended (offer messages beyond 4096 octets)\n"
            " what         --prefixes N (each sender's) --per-attr N (share a set of attributes) --plen N --ipv6 --overlap (all announce the same) --mrt FILE\n"
            "              --count-senders (they must learn the others' routes too) --tolerance N (per mille missing; 1 with --mrt, otherwise 0)\n"
            " and then     --latency N (updates) --gap-us N --kill (sender 0 dies) --stay S --on-rest COMMAND (runs while all are up and nothing moves)\n"
            " or           --churn N (changes a second) --churn-s S --flappers N --seed N --checks N --progress S\n"
            " the run      --timeout S --timeline FILE --repeat N --pause S (between runs)\n");
    exit(WRONG_COMMAND);
}

static long number(const char *text, long low, long high) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*end || end == text || value < low || value > high) { fprintf(stderr, "%s is not a number from %ld to %ld\n", text, low, high); usage(); }
    return value;
}

static uint32_t address(const char *text) {
    struct in_addr parsed;
    if (!inet_aton(text, &parsed)) { fprintf(stderr, "%s is not an address\n", text); usage(); }
    return parsed.s_addr;
}

static void parse(int count, char **words) {
    static const struct option options[] = {
        {"router", 1, 0, 'd'}, {"port", 1, 0, 'p'}, {"base", 1, 0, 'b'}, {"as", 1, 0, 'a'}, {"senders", 1, 0, 'S'}, {"receivers", 1, 0, 'R'}, {"prefixes", 1, 0, 'P'},
        {"per-attr", 1, 0, 'K'}, {"overlap", 0, 0, 'o'}, {"ebgp", 0, 0, 'e'}, {"count-senders", 0, 0, 'c'}, {"timeout", 1, 0, 't'}, {"kill", 0, 0, 'k'},
        {"latency", 1, 0, 'l'}, {"gap-us", 1, 0, 'g'}, {"plen", 1, 0, 'L'}, {"mrt", 1, 0, 'm'}, {"ipv6", 0, 0, '6'}, {"outsiders", 1, 0, 'O'},
        {"second-base", 1, 0, 'B'}, {"second-as", 1, 0, 'A'}, {"hold", 1, 0, 'H'}, {"half-open", 1, 0, 'h'}, {"extended", 0, 0, 'x'}, {"tolerance", 1, 0, 'T'},
        {"stay", 1, 0, 's'}, {"churn", 1, 0, 'C'}, {"churn-s", 1, 0, 'D'}, {"flappers", 1, 0, 'F'}, {"seed", 1, 0, 'E'}, {"checks", 1, 0, 'N'},
        {"progress", 1, 0, 'G'}, {"timeline", 1, 0, 'M'}, {"repeat", 1, 0, 'r'}, {"pause", 1, 0, 'w'}, {"on-rest", 1, 0, 'q'}, {0}};
    settings.router = address("10.200.0.1");
    test.first_address = ntohl(address("10.200.1.1"));
    test.second_address = ntohl(address("10.201.1.1"));
    int plen = 0;
    for (int option; (option = getopt_long(count, words, "", options, 0)) != -1;) switch (option) {
        case 'd': settings.router = address(optarg); break;
        case 'p': settings.port = number(optarg, 1, 65535); break;
        case 'a': settings.as = number(optarg, 1, 0xffffffff); break;
        case 'b': test.first_address = ntohl(address(optarg)); break;
        case 'B': test.second_address = ntohl(address(optarg)); break;
        case 'A': test.second_as = number(optarg, 1, 0xffffffff); break;
        case 'H': settings.hold_time = number(optarg, 0, 65535); break;
        case 'h': settings.half_open_limit = number(optarg, 1, 100000); break;
        case 'S': test.senders = number(optarg, 0, 50000); break;
        case 'R': test.receivers = number(optarg, 0, 50000); break;
        case 'O': test.outsiders = number(optarg, 0, 50000); break;
        case 'P': test.prefixes = number(optarg, 0, 5000000); break;
        case 'K': test.per_set = number(optarg, 1, 5000000); break;
        case 'L': plen = number(optarg, 8, 64); break;
        case 'o': test.overlap = true; break;
        case 'e': test.ebgp = true; break;
        case '6': universe.family = IPV6; break;
        case 'x': test.offer.extended_messages = true; break;
        case 'c': test.count_senders = true; break;
        case 'm': test.mrt = optarg; break;
        case 'T': test.tolerance = number(optarg, 0, 1000); break;
        case 'l': test.latency_updates = number(optarg, 0, 100000); break;
        case 'g': test.latency_gap_us = number(optarg, 1, 10000000); break;
        case 'k': test.kill = true; break;
        case 'q': test.on_rest = optarg; break;
        case 's': test.stay = number(optarg, 0, 86400); break;
        case 'C': churn.rate = number(optarg, 1, 1000000); break;
        case 'D': churn.seconds = number(optarg, 1, 7 * 86400); break;
        case 'F': churn.flappers = number(optarg, 0, 50000); break;
        case 'E': churn.seed = number(optarg, 0, 0xffffffff); break;
        case 'N': churn.checks = number(optarg, 1, 10000); break;
        case 'G': churn.progress = number(optarg, 0, 86400); break;
        case 't': test.timeout = number(optarg, 1, 86400); break;
        case 'M': test.timeline = optarg; break;
        case 'r': test.repeat = number(optarg, 1, 10000); break;
        case 'w': test.pause = number(optarg, 0, 3600); break;
        default: usage();
    }
    universe.length = plen ? plen : universe.family == IPV4 ? 24 : 64;
    test.offer.families = universe.family;
    if (!test.second_as) test.second_as = settings.as;
    if (test.tolerance < 0) test.tolerance = test.mrt ? 1 : 0;
}

static void require(bool condition, const char *message) {
    if (condition) return;
    fprintf(stderr, "bgpload: %s\n", message);
    exit(WRONG_COMMAND);
}

static void validate(void) {
    require(test.senders + test.receivers > 0, "nobody takes part");
    require(test.outsiders <= test.receivers, "more outsiders than receivers");
    require(!test.kill || (!test.overlap && !test.mrt && test.senders > 1), "--kill needs two senders and prefixes of their own");
    require(!test.latency_updates || (!test.mrt && test.senders && session_count != 1), "--latency needs a sender, and no --mrt");
    require(!test.overlap || !test.count_senders, "with --overlap it is not known whose path is the best, so --count-senders cannot be");
    require(universe.family == IPV6 || universe.length <= 32, "--plen is too long for IPv4");
    require(!churn.rate || (test.senders > 1 && !test.mrt && !test.overlap && test.repeat == 1 && churn.flappers <= test.senders), "--churn needs two senders, one run, and flappers among the senders");
    uint64_t prefixes = (uint64_t)test.senders * test.prefixes + test.latency_updates + 64;
    require(universe.family == IPV6 || prefixes << (32 - universe.length) < 107ull << 24, "the prefixes do not fit between 20.0.0.0 and 127.0.0.0");
}

// Numbers of prefixes: what is announced, then, from a multiple of 64, those of the latency test.
static void lay_out_prefixes(void) {
    if (test.mrt) {
        read_mrt(test.mrt);
        test.overlap = true;
        test.prefixes = announced_total = universe.size;
        return;
    }
    announced_total = test.overlap ? test.prefixes : test.senders * test.prefixes;
    latency_first = (announced_total + 63) / 64 * 64;
    universe.size = latency_first + test.latency_updates;
}

static void allow_many_files(void) {
    struct rlimit limit = {1 << 20, 1 << 20};
    if (!setrlimit(RLIMIT_NOFILE, &limit)) return;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int count, char **words) {
    parse(count, words);
    validate();
    allow_many_files();
    lay_out_prefixes();
    poller = epoll_create1(EPOLL_CLOEXEC);
    open_store();
    prepare_sessions();
    if (churn.rate) prepare_model(test.senders, announced_total);
    alarm(test.repeat * (4 * test.timeout + test.stay + test.pause + 60) + 2 * churn.seconds + churn.checks * test.timeout);   // whatever happens, it ends
    int result = RIGHT;
    for (int run = 1; run <= test.repeat && result == RIGHT; run++) {
        if (run > 1) rest(test.pause);
        result = run_once(run);
    }
    return result;
}
