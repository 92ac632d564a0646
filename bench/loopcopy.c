// loopcopy: how fast this machine copies octets from one process to another over loopback TCP, with as many connections as a router
// has receivers. It is what a route reflector's fan-out cannot beat, and so the measure of how far from the limit one is.
//
// The parent writes OCTETS / CONNECTIONS to each connection out of one buffer, as much as the socket takes, round and round; the child
// reads with the load generator's buffer size and looks at nothing. Timed from the first write until the child has read everything.
//
// Build: cc -O2 -o loopcopy loopcopy.c          Use: loopcopy CONNECTIONS OCTETS [WRITE_SIZE]
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { READ_SIZE = 1 << 18, LONGEST = 300 };   // seconds

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static int listen_on_loopback(struct sockaddr_in *address) {
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    socklen_t size = sizeof *address;
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (listener < 0 || bind(listener, (struct sockaddr *)address, size) || listen(listener, 4096)) fail("listen");
    if (getsockname(listener, (struct sockaddr *)address, &size)) fail("getsockname");
    return listener;
}

// The child: connects, reads until all is there, and says so by its end.
static int read_everything(struct sockaddr_in to, int connections, uint64_t octets) {
    static char inbox[READ_SIZE];
    struct epoll_event events[512];
    int poller = epoll_create1(0);
    for (int i = 0; i < connections; i++) {
        int connection = socket(AF_INET, SOCK_STREAM, 0);
        if (connection < 0 || connect(connection, (struct sockaddr *)&to, sizeof to)) fail("connect");
        struct epoll_event event = {.events = EPOLLIN, .data.fd = connection};
        epoll_ctl(poller, EPOLL_CTL_ADD, connection, &event);
    }
    while (octets) {
        int count = epoll_wait(poller, events, 512, 10000);
        if (count <= 0) return 1;
        for (int i = 0; i < count; i++) {
            ssize_t got = recv(events[i].data.fd, inbox, sizeof inbox, MSG_DONTWAIT);
            if (got > 0) octets -= got;
            if (got == 0 || (got < 0 && errno != EAGAIN)) return 1;
        }
    }
    return 0;
}

static void write_everything(const int *connection, uint64_t *left, int connections, const char *outbox, size_t write_size) {
    struct epoll_event events[512];
    int poller = epoll_create1(0), busy = connections;
    for (int i = 0; i < connections; i++) {
        struct epoll_event event = {.events = EPOLLOUT, .data.u32 = i};
        epoll_ctl(poller, EPOLL_CTL_ADD, connection[i], &event);
    }
    while (busy) {
        int count = epoll_wait(poller, events, 512, 10000);
        if (count <= 0) fail("nobody reads");
        for (int e = 0; e < count; e++) {
            int i = events[e].data.u32;
            size_t size = left[i] < write_size ? left[i] : write_size;
            ssize_t sent = send(connection[i], outbox, size, MSG_DONTWAIT | MSG_NOSIGNAL);
            if (sent < 0 && errno != EAGAIN) fail("send");
            if (sent > 0 && !(left[i] -= sent)) {
                epoll_ctl(poller, EPOLL_CTL_DEL, connection[i], NULL);
                busy--;
            }
        }
    }
}

static void allow_many_files(void) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static void accept_all(int listener, int *connection, int connections) {
    int one = 1;
    for (int i = 0; i < connections; i++) {
        connection[i] = accept(listener, NULL, NULL);
        if (connection[i] < 0) fail("accept");
        setsockopt(connection[i], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    }
}

static pid_t start_reader(int listener, struct sockaddr_in address, int connections, uint64_t octets) {
    pid_t reader = fork();
    if (reader < 0) fail("fork");
    if (reader) return reader;
    alarm(LONGEST);
    close(listener);
    _exit(read_everything(address, connections, octets));
}

int main(int count, char **words) {
    int connections = count > 1 ? atoi(words[1]) : 0;
    uint64_t octets = count > 2 ? strtoull(words[2], NULL, 10) : 0;
    size_t write_size = count > 3 ? strtoull(words[3], NULL, 10) : 1 << 16;
    if (connections < 1 || octets < (uint64_t)connections || !write_size) {
        fprintf(stderr, "loopcopy CONNECTIONS OCTETS [WRITE_SIZE]\n");
        return 2;
    }
    allow_many_files();
    alarm(LONGEST);

    struct sockaddr_in address;
    int listener = listen_on_loopback(&address);
    octets -= octets % connections;
    pid_t reader = start_reader(listener, address, connections, octets);
    int *connection = calloc(connections, sizeof *connection);
    uint64_t *left = calloc(connections, sizeof *left);
    char *outbox = malloc(write_size);
    if (!connection || !left || !outbox) fail("memory");
    memset(outbox, 0xff, write_size);
    for (int i = 0; i < connections; i++) left[i] = octets / connections;
    accept_all(listener, connection, connections);
    double from = now();
    write_everything(connection, left, connections, outbox, write_size);
    int status = 0;
    waitpid(reader, &status, 0);
    double took = now() - from;
    if (status) { fprintf(stderr, "the reader did not get everything\n"); return 1; }
    printf("{\"connections\":%d,\"mb\":%.1f,\"write_size\":%zu,\"copied_s\":%.4f,\"mb_per_s\":%.0f}\n", connections, octets / 1e6, write_size, took, octets / 1e6 / took);
    return 0;
}
