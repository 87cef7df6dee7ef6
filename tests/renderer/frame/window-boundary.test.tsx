// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WindowBoundary } from '../../../renderer/frame/window-boundary.tsx';

let isBroken = true;

function Rail() {
  if (isBroken) throw new Error('The rail broke');
  return <p>The rail</p>;
}

describe('WindowBoundary', () => {
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
  });

  it('says that the window failed, that nothing saved is lost, and builds it anew', () => {
    isBroken = true;
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const onReload = vi.fn(() => {
      isBroken = false;
    });
    render(
      <WindowBoundary onReload={onReload}>
        <Rail />
      </WindowBoundary>,
    );
    const words = screen.getByRole('alert').textContent;
    expect(words).toContain('Standpoint cannot show this window');
    expect(words).toContain('Nothing that was saved is lost');
    expect(words).toContain('The rail broke');
    fireEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(onReload).toHaveBeenCalledOnce();
    expect(screen.getByText('The rail')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows the window as long as nothing fails', () => {
    render(
      <WindowBoundary onReload={() => undefined}>
        <p>The window</p>
      </WindowBoundary>,
    );
    expect(screen.getByText('The window')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
