package dealpayouts.together;

import dealpayouts.work.RouteCaller;
import java.util.List;
import java.util.Map;

/** Something that many ask for with the same call. */
final class SharedRead implements CallCoalescer.Calls<Long, String> {

    private final RouteCall call;

    SharedRead(RouteCaller routes, String route) {
        this.call = new RouteCall(routes, route);
    }

    @Override
    public String alone(Long id) throws Exception {
        return call.answer(Map.of("id", id));
    }

    @Override
    public Map<Long, String> together(List<Long> ids) {
        throw new IllegalStateException("Only equal questions share a call, and they are one question");
    }
}
