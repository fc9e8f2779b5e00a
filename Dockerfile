# The environment is built where pip is, and runs where nothing can be written but /data.
FROM python:3.11-slim AS build
WORKDIR /src
COPY .docker/*.lock ./.docker/
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r .docker/build.lock \
  && python -m venv /app/.venv \
  && /app/.venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: \
    -r .docker/requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY knowledge ./knowledge
RUN pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . \
  && /app/.venv/bin/pip install --no-cache-dir --no-deps --no-index /wheels/*.whl

FROM python:3.11-slim
RUN useradd --no-create-home --home-dir /data --uid 10001 rigwire \
  && install --directory --owner rigwire --group rigwire --mode 700 /data
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH \
  PYTHONUNBUFFERED=1 \
  PYTHONDONTWRITEBYTECODE=1 \
  XDG_CACHE_HOME=/data/cache \
  XDG_DATA_HOME=/data \
  XDG_STATE_HOME=/data/state \
  BOT_WEB__HOST=0.0.0.0 \
  BOT_WEB__PORT=8080
USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ[\"BOT_WEB__PORT\"]}/healthz', timeout=3)"]
CMD ["python", "-m", "bot"]
