# Rasid in a container: the dependencies, pinned by hash, in the first stage; only what runs in the second.
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/rasid
WORKDIR /src

# Before the source, so that a change of the source does not install them again. The lock also holds the build backend.
COPY requirements.lock ./
RUN /opt/rasid/bin/pip install --require-hashes -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY migrations migrations
COPY watchlists watchlists
RUN /opt/rasid/bin/pip install --no-deps --no-build-isolation .


FROM python:3.12-slim
RUN groupadd --system --gid 10001 rasid \
 && useradd --system --uid 10001 --gid rasid --home-dir /var/lib/rasid --create-home --shell /usr/sbin/nologin rasid
COPY --from=build /opt/rasid /opt/rasid
ENV PATH=/opt/rasid/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    RASID_HOME=/var/lib/rasid \
    RASID_HTTP_HOST=0.0.0.0 \
    RASID_HTTP_PORT=8080
USER rasid
WORKDIR /var/lib/rasid
VOLUME /var/lib/rasid
EXPOSE 8080

# Python, because the image has no curl; without a proxy, because the address is the container's own.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "import os, urllib.request as request; request.build_opener(request.ProxyHandler({})).open('http://127.0.0.1:' + os.environ['RASID_HTTP_PORT'] + '/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["rasid", "run"]
