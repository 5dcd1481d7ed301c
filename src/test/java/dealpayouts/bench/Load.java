package dealpayouts.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Sends requests from one event loop of its own, so that most of the machine is left to what is measured. */
final class Load {

    private static final int CONNECTIONS = 64;
    private static final long SECOND = 1_000_000_000L;

    /** One request. */
    record Post(String path, Map<String, String> headers, byte[] body) {

        static Post form(String path, String body) {
            return new Post(
                    path,
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * What came of it.
     *
     * @param waited for the answer of each, in nanoseconds
     * @param codes how often each status was answered; -1: no answer
     * @param took all together, in nanoseconds
     */
    record Result(long[] waited, Map<Integer, LongAdder> codes, long took) {

        Result {
            Arrays.sort(waited);
        }

        long perSecond() {
            return waited.length * SECOND / took;
        }

        /** In milliseconds, such as 1.5. */
        String percentile(int percent) {
            return millis(waited[Math.min(waited.length - 1, waited.length * percent / 100)]);
        }

        private static String millis(long nanos) {
            return String.format("%d.%d", nanos / 1_000_000, nanos / 100_000 % 10);
        }
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient http;
    private final List<Post> posts;
    private final long[] waited;
    private final Map<Integer, LongAdder> codes = new ConcurrentHashMap<>();
    private final CountDownLatch answered;
    private final AtomicInteger next = new AtomicInteger();

    private Load(int port, List<Post> posts) {
        http = vertx.createHttpClient(
                new HttpClientOptions().setDefaultPort(port), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.posts = posts;
        waited = new long[posts.size()];
        answered = new CountDownLatch(posts.size());
    }

    /** So many in a second; each waits from the moment in which it is due. */
    static Result steady(int port, List<Post> posts, int perSecond) throws InterruptedException {
        Load load = new Load(port, posts);
        long start = System.nanoTime();
        load.vertx.setPeriodic(1, timer -> {
            for (int i = load.next.get(); i < posts.size(); i = load.next.incrementAndGet()) {
                long due = start + i * SECOND / perSecond;
                if (due > System.nanoTime()) {
                    return;
                }
                load.send(i, due);
            }
            load.vertx.cancelTimer(timer);
        });
        return load.result(start);
    }

    /** As fast as they are answered, on so many connections. */
    static Result flatOut(int port, List<Post> posts) throws InterruptedException {
        Load load = new Load(port, posts);
        long start = System.nanoTime();
        load.vertx.runOnContext(begin -> {
            for (int i = 0; i < CONNECTIONS; i++) {
                load.sendNext();
            }
        });
        return load.result(start);
    }

    private void sendNext() {
        int i = next.getAndIncrement();
        if (i < posts.size()) {
            send(i, System.nanoTime()).onComplete(done -> sendNext());
        }
    }

    private Future<Integer> send(int i, long due) {
        return post(posts.get(i)).onComplete(code -> {
            waited[i] = System.nanoTime() - due;
            codes.computeIfAbsent(code.succeeded() ? code.result() : -1, c -> new LongAdder())
                    .increment();
            answered.countDown();
        });
    }

    private Future<Integer> post(Post post) {
        return http.request(HttpMethod.POST, post.path()).compose(request -> {
            post.headers().forEach(request::putHeader);
            return request.send(Buffer.buffer(post.body()))
                    .compose(response -> response.end().map(end -> response.statusCode()));
        });
    }

    private Result result(long start) throws InterruptedException {
        answered.await();
        Result result = new Result(waited, codes, System.nanoTime() - start);
        vertx.close();
        return result;
    }
}
